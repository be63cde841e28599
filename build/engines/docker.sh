# The Docker daemon: the machine's own where it can export OCI archives, else one of our own.

# Needs buildx on the "docker" driver (other drivers cannot reach a registry on the machine's loopback) and the containerd
# image store, without which that driver has no OCI exporter.
docker_is_own() {
    [ -n "${docker_own:-}" ] || { docker_own=no; docker_own_works && docker_own=yes; } || true
    [ "$docker_own" = yes ]
}

docker_own_works() {
    local docker
    docker=$(tool_path docker)
    [ -n "$docker" ] || return 1
    case ${DOCKER_HOST:-} in *"/repro-engines."*) return 1 ;; esac # ours: the caller's shell has our variables
    "$docker" buildx version >/dev/null 2>&1 || return 1
    # Not through a pipe into "grep -q": it stops reading early, and under pipefail that looks like a failure.
    [[ $("$docker" info --format '{{.DriverStatus}}' 2>/dev/null) == *io.containerd.snapshotter* ]] &&
        [[ $("$docker" buildx inspect 2>/dev/null) =~ Driver:\ +docker($'\n'|$) ]]
}

docker_start() {
    if docker_is_own; then
        rm -f "$run/docker.folder"
        say "  docker: the machine's own daemon"
        return
    fi
    if process_alive "$run/dockerd.pid" && docker_answers; then
        say "  dockerd: already running (process $(cut -d' ' -f1 "$run/dockerd.pid"))"
        return
    fi
    # After a crash at the same address as before, for shells out there know it.
    local folder
    folder=$(docker_folder)
    docker_stop
    { [ -n "$folder" ] && mkdir -m 700 "$folder" 2>/dev/null; } || folder=$(mktemp -d /tmp/repro-engines.XXXXXX)
    echo "$folder" >"$run/docker.folder"
    docker_bridge "rb${folder##*.}"
    docker_config "$folder" >"$run/daemon.json"
    : >"$run/dockerd.log"
    # In a mount namespace of its own: what it mounts ends with it, even when it is killed.
    PATH=$bin:$PATH process_start dockerd unshare --mount --propagation slave \
        "$bin/dockerd" --config-file "$run/daemon.json"
    wait_until 60 docker_ready || { tail -n 20 "$run/dockerd.log" >&2; fail "dockerd did not become ready; see $run/dockerd.log"; }
    say "  dockerd: process $(cut -d' ' -f1 "$run/dockerd.pid"), unix://$folder/docker.sock, bridge rb${folder##*.}"
}

docker_ready() {
    process_alive "$run/dockerd.pid" || return 0 # it gave up; the next question finds that out
    docker_answers
}

docker_answers() { docker_client version >/dev/null 2>&1; }

docker_client() {
    env -u DOCKER_CONTEXT DOCKER_HOST="unix://$(docker_folder)/docker.sock" DOCKER_CONFIG="$engines/docker-config" "$bin/docker" "$@"
}

docker_folder() { cat "$run/docker.folder" 2>/dev/null || true; }

# No packet filter is touched: two daemons would overwrite each other's rules. Containers therefore reach the machine and
# are reached through published ports, but have no way out, which is what tests want.
docker_config() {
    local folder=$1 driver=overlayfs
    overlay_works || driver=native
    cat <<JSON
{
  "hosts": ["unix://$folder/docker.sock"],
  "pidfile": "$folder/docker.pid",
  "exec-root": "$folder/exec",
  "data-root": "$state/docker",
  "bridge": "rb${folder##*.}",
  "iptables": false,
  "ip6tables": false,
  "ip-forward": false,
  "ip-masq": false,
  "userland-proxy-path": "$bin/docker-proxy",
  "cgroup-parent": "/${folder##*/}",
  "storage-driver": "$driver",
  "features": { "containerd-snapshotter": true }
}
JSON
}

# A bridge of its own with a network that nothing here uses yet.
docker_bridge() {
    local network try
    for try in 1 2 3 4 5 6 7 8 9 10; do
        network=10.$((RANDOM % 128 + 64)).$((RANDOM % 256))
        [[ $(ip_tool route show) == *"${network%.*}."* ]] || break
    done
    ip_tool link add "$1" type bridge
    ip_tool addr add "$network.1/24" dev "$1"
    ip_tool link set "$1" up
}

ip_tool() {
    local tool
    tool=$(PATH=$PATH:/sbin:/usr/sbin command -v ip || true)
    LD_LIBRARY_PATH="$prefix/usr/lib/$triplet:$prefix/lib/$triplet" "${tool:-$prefix/bin/ip}" "$@"
}

overlay_works() {
    local try=$state/overlay-try works=1
    mkdir -p "$try/lower" "$try/upper" "$try/work" "$try/merged"
    unshare --mount mount -t overlay overlay -o "lowerdir=$try/lower,upperdir=$try/upper,workdir=$try/work" "$try/merged" 2>/dev/null || works=0
    rm -rf "$try"
    [ $works = 1 ]
}

docker_stop() {
    local folder
    folder=$(docker_folder)
    process_stop dockerd 30
    [ -n "$folder" ] || return 0
    processes_of_folder "$folder"
    processes_of_cgroup "${folder##*/}"
    unmount_below "$folder"
    unmount_below "$state/docker"
    ip_tool link del "rb${folder##*.}" 2>/dev/null || true
    case $folder in /tmp/repro-engines.*) rm -rf "$folder" ;; esac
    rm -f "$run/docker.folder"
}

docker_env() {
    [ -n "$(docker_folder)" ] || return 0
    echo "export DOCKER_HOST='unix://$(docker_folder)/docker.sock'"
    echo "export DOCKER_CONFIG='$engines/docker-config'"
    echo 'unset DOCKER_CONTEXT BUILDX_BUILDER'
}

docker_status() {
    if [ -z "$(docker_folder)" ]; then docker_is_own && echo "dockerd    the machine's own" || echo 'dockerd    down'
    elif docker_answers; then echo "dockerd    process $(cut -d' ' -f1 "$run/dockerd.pid"), unix://$(docker_folder)/docker.sock"
    else echo 'dockerd    dead; "up" starts it again'; fi
}
