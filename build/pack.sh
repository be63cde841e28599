#!/usr/bin/env bash
# Packs ReproBuild.Sdk and the tool `reprobuild` into artifacts/packages, the local feed that NuGet.config names.
#
#   ./build/pack.sh            the tool runs on .NET, everywhere
#   ./build/pack.sh --native   and as a program of this machine's own system, compiled ahead of time: what is released. It needs
#                              a linker (clang or gcc); NuGet takes the program where it fits, and the other elsewhere
#
# The version is always the one of Directory.Build.props, so that the samples can be what a user would write. NuGet
# never looks twice at a version that it has unpacked; the samples therefore unpack into artifacts/nuget (see
# samples/NuGet.config), and this script removes ours from there, and from nowhere else.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$repo_root/build/dotnet.sh"

native=
case ${1:-} in
    '') ;;
    --native) native=yes ;;
    *) fail "unknown argument: $1" ;;
esac

dotnet_check

if [ -n "$native" ]; then
    native=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1)
    if ! have clang && ! have gcc; then
        say "neither clang nor gcc is here: the tool is packed without a program for $native"
        native=
    fi
fi

packages=$artifacts/packages
mkdir -p "$packages"
exec 9>"$packages/.lock"
if have flock; then flock 9; fi

# What the packages are made of: when none of it has changed, they need not be made again.
sources() {
    cd "$repo_root"
    find src Directory.Build.props Directory.Packages.props global.json README.md LICENSE THIRD-PARTY-NOTICES.txt \
        \( -name bin -o -name obj \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 cksum
    dotnet --version
    printf 'native %s\n' "$native"
}
state=$(sources)
if [ -e "$packages/.sources" ] && [ "$state" = "$(cat "$packages/.sources")" ] && compgen -G "$packages/ReproBuild.Sdk.*.nupkg" >/dev/null; then
    say "packages are up to date: artifacts/packages"
    exit 0
fi

pack() { # PROJECT ARGUMENT...
    say "packing $*"
    dotnet pack "$repo_root/src/$1" "${@:2}" -c Release -o "$packages" -v quiet -nologo -nodeReuse:false -clp:NoSummary
}

rm -f "$packages"/*.nupkg "$packages/.sources"
pack ReproBuild.Sdk
if [ -n "$native" ]; then
    # The package that names the others, then those.
    pack ReproBuild.Tool "-p:NativeToolRuntime=$native"
    pack ReproBuild.Tool "-p:NativeToolRuntime=$native" -r "$native"
    pack ReproBuild.Tool "-p:NativeToolRuntime=$native" -r any
else
    pack ReproBuild.Tool
fi
rm -rf "$artifacts/nuget/reprobuild.sdk" "$artifacts/nuget/reprobuild.tool"
printf '%s\n' "$state" >"$packages/.sources"
(cd "$packages" && ls -- *.nupkg) | sed 's#^#  artifacts/packages/#' >&2
