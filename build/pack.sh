#!/usr/bin/env bash
# Packs ReproBuild.Sdk and the tool `reprobuild` into artifacts/packages, the local feed that NuGet.config names.
#
#   ./build/pack.sh
#
# The version is always the one of Directory.Build.props, so that the samples can be what a user would write. NuGet
# never looks twice at a version that it has unpacked; the samples therefore unpack into artifacts/nuget (see
# samples/NuGet.config), and this script removes ours from there, and from nowhere else.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$repo_root/build/dotnet.sh"

dotnet_check

packages=$artifacts/packages
mkdir -p "$packages"
exec 9>"$packages/.lock"
if have flock; then flock 9; fi

# What the packages are made of: when none of it has changed, they need not be made again.
sources() {
    cd "$repo_root"
    find src Directory.Build.props Directory.Packages.props global.json README.md LICENSE \
        \( -name bin -o -name obj \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 cksum
    dotnet --version
}
state=$(sources)
if [ -e "$packages/.sources" ] && [ "$state" = "$(cat "$packages/.sources")" ] && compgen -G "$packages/ReproBuild.Sdk.*.nupkg" >/dev/null; then
    say "packages are up to date: artifacts/packages"
    exit 0
fi

rm -f "$packages"/*.nupkg "$packages/.sources"
for project in ReproBuild.Sdk ReproBuild.Tool; do
    say "packing $project"
    dotnet pack "$repo_root/src/$project" -c Release -o "$packages" -v quiet -nologo -nodeReuse:false -clp:NoSummary
done
rm -rf "$artifacts/nuget/reprobuild.sdk" "$artifacts/nuget/reprobuild.tool"
printf '%s\n' "$state" >"$packages/.sources"
(cd "$packages" && ls -- *.nupkg) | sed 's#^#  artifacts/packages/#' >&2
