#!/usr/bin/env bash
# From a fresh clone to a verified image: packs the SDK and verifies samples/HelloWeb. Needs git and the .NET 10 SDK; neither a
# container engine nor a container registry.
#
#   ./build/quickstart.sh
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$repo_root/build/dotnet.sh"

sample=$repo_root/samples/HelloWeb
options=(-nologo -nodeReuse:false)

have git || fail -2 "this needs git: install it and run this again"
dotnet_check

"$repo_root/build/pack.sh"

# The SDK names its default base image itself; what is asked here is only whether its registry answers.
base=$(dotnet_default_base "$sample")
if registry_answers "${base%%/*}"; then
    say "base image: $base, from its registry"
else
    say "base image: ${base%%/*} cannot be reached, so ${base#*/} cannot be had;"
    say "            using artifacts/base/runtime-deps.tar instead, made of Debian packages, with the runtime inside the application"
    [ -f "$artifacts/base/runtime-deps.tar" ] || "$repo_root/build/base-image.sh" >/dev/null
    options+=("-p:ContainerBaseImage=oci-archive:$artifacts/base/runtime-deps.tar" --self-contained -r "$(dotnet_rid)")
fi

say "+ dotnet build samples/HelloWeb -t:VerifyReproducible ${options[*]}"
dotnet build "$sample" -t:VerifyReproducible "${options[@]}"
