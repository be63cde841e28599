# The tools: the machine's own where they work, else Debian's packages unpacked under $prefix.

# Docker 26, buildx and containerd come from Debian 13: 12's docker.io has neither buildx nor an OCI exporter. runc must
# be 12's own, for 13's needs a newer libc.
newer_suite=trixie
newer_packages='docker.io docker-cli docker-buildx containerd tini'
own_packages='runc buildah podman skopeo umoci docker-registry conmon iproute2 busybox-static patchelf'
packages_are=4 # raised when the lists above change, so that an older prefix is made anew

tools_prepare() {
    tools_choose
    [ -z "$tools_missing" ] || tools_fetch
}

# What the machine has is used; the answers are kept for "down" and "env".
tools_choose() {
    local tool
    tools_missing=
    docker_is_own || tools_missing=docker
    for tool in buildah podman skopeo umoci; do tool_works "$tool" || tools_missing+=" $tool"; done
    [ -n "$(own_registry)" ] || tools_missing+=" docker-registry"
    [ -n "$tools_missing" ] || { say "  all tools: the machine's own"; rm -f "$bin"/*; return; }

    is_debian_12 || fail -2 "this machine lacks:$tools_missing. They can be fetched on Debian 12 alone;" \
        "on $(system_name), install them (Docker 25 or later with the containerd image store, buildx 0.13 or later), and run this again."
    [ "$(id -u)" = 0 ] || fail -2 "this machine lacks:$tools_missing. Started from packages they need root: dockerd mounts and makes a" \
        "bridge, buildah writes files of other owners. Run this as root, or install them and give $(id -un) access to the Docker daemon."
}

# The machine's own, not one that a run of this or of another clone put in front of PATH.
tool_path() {
    local folder folders= IFS=:
    for folder in $PATH; do
        case $folder in */artifacts/engines/bin) ;; *) folders+=${folders:+:}$folder ;; esac
    done
    PATH=$folders command -v "$1" || true
}

tool_works() {
    local path
    path=$(tool_path "$1")
    [ -n "$path" ] && "$path" --version >/dev/null 2>&1
}

own_registry() {
    local path
    path=$(tool_path docker-registry)
    [ -n "$path" ] || path=$(tool_path registry)
    # Other programs are called "registry" too.
    [ -n "$path" ] && [[ $("$path" --version 2>/dev/null) == *distribution* ]] && echo "$path" || true
}

tools_fetch() {
    local complete=$prefix/.complete downloads=$engines/downloads
    if [ "$(cat "$complete" 2>/dev/null)" != "$packages_are" ]; then
        say "  fetching:$tools_missing, as packages of $(system_name) and of Debian's suite $newer_suite"
        rm -rf "$downloads" "$prefix.new"
        apt_profile own "$engines/apt"
        apt_profile newer "$engines/apt" "$newer_suite"
        apt_fetch_missing "$engines/apt/own" "$downloads/own" $own_packages
        apt_fetch "$engines/apt/newer" "$downloads/newer" $newer_packages
        unpack_packages "$downloads/own" "$prefix.new"
        unpack_packages "$downloads/newer" "$prefix.new"
        tools_find_libraries
        echo "$packages_are" >"$prefix.new/.complete"
        rm -rf "$prefix" "$downloads"
        mv "$prefix.new" "$prefix"
    fi
    tools_link
}

tools_link() {
    local tool
    rm -f "$bin"/*
    for tool in $tools_missing; do
        case $tool in
            docker)
                for tool in bin/docker bin/containerd bin/containerd-shim-runc-v2 bin/ctr sbin/dockerd sbin/docker-proxy sbin/runc; do
                    ln -s "$prefix/usr/$tool" "$bin/${tool##*/}"
                done
                ln -s "$prefix/usr/bin/tini-static" "$bin/docker-init" ;;
            docker-registry) ln -s "$prefix/usr/bin/$tool" "$bin/$tool" ;;
            *) tool_wrap "$tool" ;;
        esac
    done
}

# Libraries that the machine lacks lie in the prefix. Their place is written into the programs: LD_LIBRARY_PATH would not do,
# for buildah starts itself again with another environment.
tools_find_libraries() {
    local tool patchelf=$prefix.new/usr/bin/patchelf
    for tool in buildah podman skopeo umoci conmon; do
        "$patchelf" --force-rpath --set-rpath "$prefix/usr/lib/$triplet:$prefix/lib/$triplet" "$prefix.new/usr/bin/$tool"
    done
}

# The trust policy and the list of registries have no variable that all of these tools heed, only a place below HOME.
tool_wrap() {
    cat >"$bin/$1" <<WRAPPER
#!/bin/sh
[ -e /etc/containers/policy.json ] || export HOME='$engines/home'
exec '$prefix/usr/bin/$1' "\$@"
WRAPPER
    chmod +x "$bin/$1"
}

tools_status() {
    local tool
    for tool in docker buildah podman skopeo umoci; do
        printf '%-10s %s\n' "$tool" "$(PATH=$bin:$PATH; command -v "$tool" || echo none)"
    done
}
