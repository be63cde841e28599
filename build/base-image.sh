#!/usr/bin/env bash
# A base image for .NET applications, made of Debian's own packages: for a machine from which no container registry can be
# reached. Needs apt-get, dpkg, tar and gzip; neither root nor a container engine.
#
#   ./build/base-image.sh [FILE]    default: artifacts/base/runtime-deps.tar, an OCI archive
#
# The same packages give the same bytes, so the digest it prints can be pinned.
set -euo pipefail
umask 022

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$repo_root/build/apt.sh"
. "$repo_root/build/oci.sh"
. "$repo_root/build/rootfs.sh"

# What .NET asks of a system (libc to OpenSSL) and what an application expects of it: certificates, time zones. Without ICU,
# for which the configuration below says so.
packages='libc6 libgcc-s1 libstdc++6 zlib1g ca-certificates tzdata'
user=1654 # the id that Microsoft's bases give to "app"

for tool in apt-get dpkg dpkg-deb tar gzip sha256sum; do
    have "$tool" || fail -2 "this needs $tool, which $(system_name) does not have. It runs on Debian and on systems made from it."
done

destination=${1:-$artifacts/base/runtime-deps.tar}
mkdir -p "$artifacts/base" "$(dirname "$destination")"
destination=$(cd "$(dirname "$destination")" && pwd -P)/$(basename "$destination")
exec 9>"$artifacts/base/.lock" # the package lists are shared by all runs of this clone
flock 9
work=$(mktemp -d "$destination.XXXXXX")
trap 'rm -rf "$work"' EXIT

say "base image: $packages and OpenSSL, as packages of $(system_name)"
apt_profile own "$artifacts/base/apt"
apt_lists "$artifacts/base/apt/own"
# OpenSSL's library is named for its version, and since Debian 13 for its 64-bit time too.
ssl=$(apt_with "$artifacts/base/apt/own" apt-cache --names-only search '^libssl3(t64)?$' | awk '{ print $1; exit }')
[ -n "$ssl" ] || fail -2 "$(system_name) has no package with OpenSSL 3"
# shellcheck disable=SC2086
apt_fetch "$artifacts/base/apt/own" "$work/debs" $packages "$ssl"

rootfs_make "$work/rootfs" "$work"/debs/*.deb
rootfs_users "$work/rootfs" "app:$user:/home/app"
rootfs_certificates "$work/rootfs"
epoch=$(rootfs_epoch "$work"/debs/*.deb)
oci_layer "$work/rootfs" "$epoch" "$work/layer" "home/app:$user"
oci_archive "$work/layer" "$(image_architecture)" "$epoch" "Debian packages: $(rootfs_contents "$work"/debs/*.deb)" \
    '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","APP_UID='$user'","ASPNETCORE_HTTP_PORTS=8080","DOTNET_RUNNING_IN_CONTAINER=true","DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"]}' \
    "$destination"
say "  $destination ($(du -h "$destination" | cut -f1))"
oci_archive_digest "$destination"
