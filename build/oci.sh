# Writing an OCI archive with nothing but tar, gzip and sha256sum: for bases made on a machine that has no engine yet.
# The same files give the same bytes. Sourced, never run.

# oci_layer ROOTFS EPOCH FILE [PATH:UID …]: one layer, entries sorted by name, owned by root but for the paths named,
# every time at the epoch.
oci_layer() {
    local rootfs=$1 epoch=$2 file=$3 owned exclude=() pair
    shift 3
    for pair in "$@"; do exclude+=(--exclude="${pair%:*}"); done
    # shellcheck disable=SC2046 # the names at the top are ours, and have no spaces
    (
        cd "$rootfs"
        LC_ALL=C tar --format=gnu --sort=name --numeric-owner --owner=0 --group=0 --mtime="@$epoch" \
            --no-xattrs --anchored "${exclude[@]}" -cf "$file" $(ls -A | LC_ALL=C sort)
        for owned in "$@"; do
            LC_ALL=C tar --format=gnu --sort=name --numeric-owner --owner="${owned#*:}" --group="${owned#*:}" --mtime="@$epoch" \
                --no-xattrs -rf "$file" "${owned%:*}"
        done
    )
}

# oci_archive LAYER ARCHITECTURE EPOCH CREATED_BY CONFIG DESTINATION: an image of one layer. CONFIG is the JSON of the
# configuration's "config". The archive appears when it is complete.
oci_archive() {
    local layer=$1 architecture=$2 epoch=$3 created_by=$4 config=$5 destination=$6
    local work=$destination.work blobs created diff_id layer_blob config_blob manifest_blob
    created=$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)
    rm -rf "$work"
    blobs=$work/blobs/sha256
    mkdir -p "$blobs"

    diff_id=$(oci_digest "$layer")
    gzip -n -6 <"$layer" >"$work/blob"
    layer_blob=$(oci_blob "$work/blob" "$blobs")
    printf '{"architecture":"%s","os":"linux","created":"%s","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"%s","created_by":"%s"}]}' \
        "$architecture" "$created" "$config" "$diff_id" "$created" "$created_by" >"$work/blob"
    config_blob=$(oci_blob "$work/blob" "$blobs")
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",%s}]}' \
        "$config_blob" "$layer_blob" >"$work/blob"
    manifest_blob=$(oci_blob "$work/blob" "$blobs")
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,"annotations":{"org.opencontainers.image.ref.name":"latest"},"platform":{"architecture":"%s","os":"linux"}}]}' \
        "$manifest_blob" "$architecture" >"$work/index.json"
    printf '{"imageLayoutVersion":"1.0.0"}' >"$work/oci-layout"

    LC_ALL=C tar --format=ustar --sort=name --numeric-owner --owner=0 --group=0 --mode=u=rwX,go=rX --mtime="@$epoch" \
        -C "$work" -cf "$destination.new" oci-layout index.json blobs
    mv "$destination.new" "$destination"
    rm -rf "$work"
}

oci_digest() { sha256sum <"$1" | cut -d' ' -f1; }

oci_blob() { # FILE FOLDER: moves the file to its digest's place; prints its part of a descriptor
    local digest
    digest=$(oci_digest "$1")
    mv "$1" "$2/$digest"
    printf '"digest":"sha256:%s","size":%s' "$digest" "$(stat -c %s "$2/$digest")"
}

# The digest of the (first) manifest that an archive of ours holds.
oci_archive_digest() { tar -xOf "$1" index.json | grep -o 'sha256:[0-9a-f]\{64\}' | head -n 1; }
