# A registry on a free loopback port, without a password, from which blobs may be deleted.

registry_start() {
    if process_alive "$run/registry.pid" && registry_answers; then
        say "  registry: already running (process $(cut -d' ' -f1 "$run/registry.pid"), 127.0.0.1:$(registry_port))"
        return
    fi
    process_stop registry 5

    local program wanted
    program=$(own_registry)
    [ -n "$program" ] || program=$bin/docker-registry
    # After a crash it comes back at its old port, if that is free: shells out there know it.
    for wanted in "$(registry_port)" 0; do
        [ -n "$wanted" ] || continue
        registry_config "$wanted" >"$run/registry.yml"
        : >"$run/registry.log"
        process_start registry "$program" serve "$run/registry.yml"
        wait_until 15 registry_settled || true
        process_alive "$run/registry.pid" && break
    done
    sed -n 's/.*listening on 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$run/registry.log" | head -n 1 >"$run/registry.port"
    wait_until 15 registry_answers || { tail -n 5 "$run/registry.log" >&2; fail "the registry does not answer; see $run/registry.log"; }
    say "  registry: process $(cut -d' ' -f1 "$run/registry.pid"), 127.0.0.1:$(registry_port)"
}

registry_settled() { grep -q 'listening on' "$run/registry.log" || ! process_alive "$run/registry.pid"; }

registry_config() { # PORT: 0 lets the system choose
    cat <<YAML
version: 0.1
log: { level: info }
storage:
  filesystem: { rootdirectory: $state/registry }
  delete: { enabled: true }
http:
  addr: 127.0.0.1:$1
YAML
}

registry_port() { cat "$run/registry.port" 2>/dev/null || true; }

registry_answers() {
    local port line
    port=$(registry_port)
    [ -n "$port" ] || return 1
    { exec 8<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
    printf 'GET /v2/ HTTP/1.0\r\n\r\n' >&8
    read -r -t 5 line <&8 || line=
    exec 8>&-
    case $line in *' 200 '*) return 0 ;; *) return 1 ;; esac
}

registry_stop() {
    process_stop registry 10
}

registry_env() {
    local program
    program=$(own_registry)
    echo "export REPRO_TEST_REGISTRY='127.0.0.1:$(registry_port)'"
    echo "export REPRO_TEST_REGISTRY_PROGRAM='${program:-$bin/docker-registry}'" # for tests that need one of their own
}

registry_status() {
    if registry_answers; then echo "registry   process $(cut -d' ' -f1 "$run/registry.pid"), 127.0.0.1:$(registry_port)"
    else echo 'registry   down'; fi
}
