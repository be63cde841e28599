#!/usr/bin/env bash
# Real container engines for tests, without installing anything: Docker with BuildKit, buildah, podman, skopeo, umoci and a registry.
#
#   ./build/engines.sh up       fetch what is missing, start daemon and registry, make the test images
#   ./build/engines.sh down     stop what "up" started, and remove its run folders
#   ./build/engines.sh env      print what a shell needs:  eval "$(./build/engines.sh env)"
#   ./build/engines.sh status   say what runs
#
# Everything lives under artifacts/engines, and sockets in a folder of their own under /tmp (a socket's path may hold 107
# bytes, a clone's may be longer). Ports and names are chosen, so clones side by side do not meet.
set -euo pipefail
umask 022

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$repo_root/build/apt.sh"

engines=$artifacts/engines
state=$engines/state     # what outlives a run: image stores, the registry's blobs
run=$engines/run         # what a run consists of: pids, logs, ports
bin=$engines/bin         # the tools, in front of PATH
prefix=$engines/prefix   # the packages, unpacked
triplet=$(uname -m)-linux-gnu

for part in processes tools docker registry containers images browser; do . "$repo_root/build/engines/$part.sh"; done

up() {
    lock
    say "engines: $(system_name), into ${engines#"$repo_root"/}"
    tools_prepare
    containers_configure
    docker_start
    registry_start
    images_prepare
    browser_prepare
    env_print >"$run/env.new"
    mv "$run/env.new" "$run/env"
    say 'engines are up; a shell gets them by:  eval "$(./build/engines.sh env)"'
}

down() {
    lock
    docker_stop
    registry_stop
    containers_clean
    rm -f "$run/env"
    say "engines are down"
}

env_print() {
    echo "export PATH='$bin:'\"\$PATH\""
    docker_env
    containers_env
    registry_env
    images_env
    browser_env
}

status() {
    tools_status
    docker_status
    registry_status
}

# "up" and "down" of one clone follow one another; daemons are started without the descriptor, or they would hold it.
lock() {
    mkdir -p "$engines" "$state" "$run" "$bin"
    exec 9>"$engines/.lock"
    flock -n 9 || { say "waiting for another engines.sh of this clone"; flock 9; }
}

case ${1:-} in
    up) up ;;
    down) down ;;
    status) status ;;
    env)
        [ -f "$run/env" ] || fail 'the engines are not up; run: ./build/engines.sh up'
        cat "$run/env" ;;
    *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2; exit 64 ;;
esac
