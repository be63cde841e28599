# What scripts ask of the .NET SDK. Sourced after lib.sh, never run.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet_check() {
    have dotnet || fail -2 "this needs the .NET SDK 10: https://dotnet.microsoft.com/download"
    (cd "$repo_root" && dotnet --version >/dev/null 2>&1) ||
        fail -2 "this needs the .NET SDK 10; installed: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -)"
}

# The base image that the SDK chooses for a project, as registry/repository:tag.
dotnet_default_base() { # PROJECT
    dotnet restore "$1" -v quiet -nologo >&2
    dotnet msbuild "$1" -t:ComputeContainerBaseImage -getProperty:ContainerBaseImage
}

dotnet_rid() {
    case $(uname -m) in
        x86_64) echo linux-x64 ;;
        aarch64 | arm64) echo linux-arm64 ;;
        *) fail -2 "no base image can be made for $(uname -m): it is made for x64 and arm64" ;;
    esac
}

# Any answer will do, "unauthorized" too: it is a registry that speaks.
registry_answers() { # HOST[:PORT]
    if have curl; then
        curl --silent --output /dev/null --max-time 15 "https://$1/v2/"
    else
        timeout 15 bash -c ': </dev/tcp/"${1%%:*}"/443' - "$1" 2>/dev/null
    fi
}
