# buildah, podman and skopeo: no daemon, but configuration and image stores, which here are private.

containers_configure() {
    local config=$engines/containers driver=overlay
    overlay_works || driver=vfs
    mkdir -p "$config" "$engines/home/.config/containers" "$engines/docker-config/cli-plugins"

    cat >"$config/storage.conf" <<TOML
[storage]
driver = "$driver"
graphroot = "$state/containers"
runroot = "$run/containers"
TOML
    # cgroups, logs and helpers that ask nothing of the machine. The machine's own podman knows its own helpers.
    {
        echo '[engine]'
        echo 'cgroup_manager = "cgroupfs"'
        echo 'events_logger = "file"'
        if [ -x "$bin/podman" ]; then
            echo 'runtime = "runc"'
            echo "conmon_path = [\"$prefix/usr/bin/conmon\"]"
            echo "helper_binaries_dir = [\"$prefix/usr/lib/podman\"]"
            printf '[engine.runtimes]\nrunc = ["%s"]\n' "$prefix/usr/sbin/runc"
            printf '[containers]\nseccomp_profile = "%s"\n' "$prefix/usr/share/containers/seccomp.json"
        fi
    } >"$config/containers.conf"
    cat >"$config/registries.conf" <<'TOML'
unqualified-search-registries = []
[[registry]]
location = "127.0.0.1"
insecure = true
TOML
    cat >"$config/policy.json" <<'JSON'
{ "default": [{ "type": "insecureAcceptAnything" }] }
JSON
    cp "$config/registries.conf" "$config/policy.json" "$engines/home/.config/containers/"

    echo '{}' >"$engines/docker-config/config.json"
    [ ! -x "$prefix/usr/libexec/docker/cli-plugins/docker-buildx" ] ||
        ln -sf "$prefix/usr/libexec/docker/cli-plugins/docker-buildx" "$engines/docker-config/cli-plugins/docker-buildx"
}

containers_env() {
    local config=$engines/containers
    echo "export CONTAINERS_STORAGE_CONF='$config/storage.conf'"
    echo "export CONTAINERS_CONF='$config/containers.conf'"
    echo "export CONTAINERS_REGISTRIES_CONF='$config/registries.conf'"
    echo "export REGISTRIES_CONFIG_PATH='$config/registries.conf'" # what podman calls it
    echo 'export BUILDAH_ISOLATION=chroot'
}

containers_clean() {
    unmount_below "$run/containers"
    unmount_below "$state/containers"
    rm -rf "$run/containers"
}
