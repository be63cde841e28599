#!/usr/bin/env bash
# Measures what is promised about speed and memory, on the packages that a user gets. Every figure is a ratio of medians of one
# run, printed as name<TAB>ratio<TAB>limit; exits 1 when one is over its limit. Takes about ten minutes and 3 GB under
# artifacts/bench, which are removed at the end whatever happens.
#   ./build/benchmark.sh            all of them
#   ./build/benchmark.sh layers     some: layers, large, memory, rewrite, explain, explain-memory, peers, dockerfile, registry, no-op, verify
#   KEEP=1 ./build/benchmark.sh     and keep the inputs for the next run
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$repo_root/build/dotnet.sh"
. "$repo_root/build/apt.sh"

dotnet_check
cd "$repo_root"
bench=$artifacts/bench
mkdir -p "$bench"
started=
clean() {
    [ -n "${KEEP:-}" ] || rm -rf "$bench"
    [ -z "$started" ] || ./build/engines.sh down
}
trap clean EXIT
trap 'exit 130' INT TERM

# A registry and skopeo are needed by one benchmark alone; where they cannot be had it says so itself, and the others are still measured.
case " ${*:-registry} " in
    *" registry "*)
        if ! ./build/engines.sh env >/dev/null 2>&1; then started=yes; ./build/engines.sh up >&2 || true; fi
        eval "$(./build/engines.sh env 2>/dev/null)" ;;
esac

# The tool is the one in the package: what NuGet picks for this machine.
./build/pack.sh --native
rm -rf "$bench/tool" "$bench/nuget/reprobuild."* "$bench/projects"
NUGET_PACKAGES=$bench/nuget dotnet tool install ReproBuild.Tool --tool-path "$bench/tool" --source "$artifacts/packages" >&2

# The peer: the machine's own, else Debian's package unpacked in a folder of its own. Without it its figure is left out.
peer=$artifacts/peer
if ! have diffoscope && is_debian_12; then
    if [ ! -e "$peer/.complete" ]; then
        say "fetching diffoscope, as packages of $(system_name)"
        rm -rf "$peer"
        apt_profile own "$peer/apt"
        if (apt_fetch_missing "$peer/apt/own" "$peer/downloads" diffoscope-minimal) && unpack_packages "$peer/downloads" "$peer/prefix"; then
            mkdir -p "$peer/bin"
            printf '#!/bin/sh\nexport LD_LIBRARY_PATH="%s"\nexport PYTHONPATH="%s"\nexec "%s" "%s" "$@"\n' "$peer/prefix/usr/lib/$(uname -m)-linux-gnu" \
                "$peer/prefix/usr/lib/python3/dist-packages" "$(command -v /usr/bin/python3 || echo "$peer/prefix/usr/bin/python3")" \
                "$peer/prefix/usr/bin/diffoscope" >"$peer/bin/diffoscope"
            chmod +x "$peer/bin/diffoscope"
            rm -rf "$peer/downloads"
            : >"$peer/.complete"
        else
            say "diffoscope could not be fetched: its figure is left out"
        fi
    fi
    [ ! -e "$peer/.complete" ] || PATH=$peer/bin:$PATH
fi

dotnet build test/ReproBuild.Benchmarks -c Release -v quiet -nologo -clp:NoSummary -nodeReuse:false >&2
test/ReproBuild.Benchmarks/bin/Release/net10.0/ReproBuild.Benchmarks "$bench" "$bench/tool/reprobuild" "$artifacts/packages" "$@"
