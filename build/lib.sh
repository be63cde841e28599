# What the scripts of this folder share. Sourced, never run.

repo_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
artifacts=$repo_root/artifacts

say() { printf '%s\n' "$*" >&2; }

# fail [-CODE] MESSAGE: exit code 1 unless another is given. 2 is "this system is not one we know".
fail() {
    local code=1
    if [[ $1 =~ ^-([0-9]+)$ ]]; then code=${BASH_REMATCH[1]}; shift; fi
    say "error: $*"
    exit "$code"
}

have() { command -v "$1" >/dev/null 2>&1; }

is_debian_12() {
    [ -r /etc/os-release ] && (. /etc/os-release && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ])
}

system_name() {
    if [ -r /etc/os-release ]; then (. /etc/os-release && printf '%s' "${PRETTY_NAME:-$ID}"); else uname -sr; fi
}

# The processor as Go, and so every image, names it.
image_architecture() {
    case $(dpkg --print-architecture) in
        amd64) echo amd64 ;;
        arm64) echo arm64 ;;
        *) fail -2 "the images are made for amd64 and arm64; this machine is $(dpkg --print-architecture)" ;;
    esac
}
