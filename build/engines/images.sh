# Images for tests, made here of Debian's packages, as OCI archives under artifacts/base and in the loopback registry.
# Some stand in for public images that the samples name with a digest and that no test machine can reach.

. "$repo_root/build/oci.sh"
. "$repo_root/build/rootfs.sh"

base=$artifacts/base
test_images='busybox golang static alpine'
images_are=2 # raised when what is below changes, so that older archives are made anew

images_prepare() {
    local image
    mkdir -p "$base"
    for image in $test_images; do
        [ "$(cat "$base/$image.made" 2>/dev/null)" = "$images_are" ] && [ -f "$base/$image.tar" ] || image_make "$image"
    done
    [ -f "$base/runtime-deps.tar" ] || "$repo_root/build/base-image.sh" >/dev/null
    for image in $test_images runtime-deps; do image_push "$image"; done
    images_mirror
}

# The loopback registry as a mirror of public ones: what the samples name, under the names that they have there.
images_mirror() {
    local name image repository
    while read -r name image; do
        repository=${name%%@*}
        case $repository in
            */*) repository=${repository#*/} ;;
            *) repository=library/$repository ;;
        esac
        PATH=$bin:$PATH skopeo --policy "$engines/containers/policy.json" copy --quiet --preserve-digests --src-tls-verify=false --dest-tls-verify=false \
            "docker://127.0.0.1:$(registry_port)/$image:latest" "docker://127.0.0.1:$(registry_port)/$repository" ||
            fail "the image $image could not be pushed as $repository to the loopback registry"
    done < <(images_stand_ins; echo "mcr.microsoft.com/dotnet/runtime-deps:10.0 runtime-deps")
}

image_make() {
    local image=$1 debs=$engines/images/$1 epoch config
    say "  image: $image, as $base/$image.tar"
    have apt-get && have dpkg-deb || fail -2 "the test images are made of Debian packages; $(system_name) has no apt-get"
    apt_profile own "$engines/apt"
    rm -rf "$debs" "$debs.rootfs"
    "image_${image}_packages" "$debs"
    rootfs_make "$debs.rootfs" "$debs"/*.deb
    "image_$image" "$debs.rootfs"
    epoch=$(rootfs_epoch "$debs"/*.deb)
    config=$(cat "$debs.rootfs.config")
    oci_layer "$debs.rootfs" "$epoch" "$debs.layer"
    oci_archive "$debs.layer" "$(image_architecture)" "$epoch" "Debian packages: $(rootfs_contents "$debs"/*.deb)" "$config" "$base/$image.tar"
    rm -rf "$debs" "$debs".*
    echo "$images_are" >"$base/$image.made"
}

# The registry forgets nothing, so pushing again what it has costs little.
image_push() {
    local digest
    digest=$(oci_archive_digest "$base/$1.tar")
    PATH=$bin:$PATH skopeo --policy "$engines/containers/policy.json" copy --quiet --preserve-digests --dest-tls-verify=false \
        "oci-archive:$base/$1.tar" "docker://127.0.0.1:$(registry_port)/$1:latest" ||
        fail "the image $1 ($digest) could not be pushed to the loopback registry"
}

image_config() { # ROOTFS JSON
    printf '%s' "$2" >"$1.config"
}

# A shell with every tool that busybox has.
image_shell() {
    local applet
    "$1/bin/busybox" --list | while read -r applet; do [ -e "$1/bin/$applet" ] || ln -s busybox "$1/bin/$applet"; done
}

image_busybox_packages() { apt_fetch "$engines/apt/own" "$1" busybox-static; }
image_busybox() {
    rootfs_users "$1"
    image_shell "$1"
    image_config "$1" '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":["sh"]}'
}

# Stands in for golang: Go's tool chain where the official image has it, a shell, and nothing that needs a network.
image_golang_packages() {
    local profile=$engines/apt/own
    if is_debian_12; then profile=$engines/apt/newer; apt_profile newer "$engines/apt" "$newer_suite"; fi
    apt_fetch "$profile" "$1" busybox-static ca-certificates golang-1.24-go golang-1.24-src libc6
}
image_golang() {
    rootfs_users "$1"
    rootfs_certificates "$1"
    image_shell "$1"
    find "$1/usr/share/go-1.24/src" \( -name '*_test.go' -o -name testdata \) -prune -exec rm -rf {} +
    mkdir -p "$1/usr/local" "$1/go"
    ln -s /usr/lib/go-1.24 "$1/usr/local/go"
    image_golang_cache "$1"
    image_config "$1" '{"Env":["PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","GOPATH=/go","GOCACHE=/go/cache","GOTOOLCHAIN=local"],"WorkingDir":"/go","Cmd":["sh"]}'
}

# The standard library, compiled once here and not again in every build of every test.
image_golang_cache() {
    [ "$(id -u)" = 0 ] || return 0
    unshare --mount sh -ec 'mount --rbind /dev "$1/dev"; mount --rbind /proc "$1/proc"; exec env -i PATH=/usr/local/go/bin:/usr/bin:/bin:/usr/sbin GOCACHE=/go/cache GOTOOLCHAIN=local CGO_ENABLED=0 \
        chroot "$1" sh -ec "go build log net/http os/signal; go build -trimpath log net/http os/signal"' sh "$1" >&2 ||
        fail "Go's standard library could not be compiled"
}

# Stands in for distroless "static": certificates, time zones, the user 65532, no shell.
image_static_packages() { apt_fetch "$engines/apt/own" "$1" ca-certificates tzdata; }
image_static() {
    rootfs_users "$1" nonroot:65532:/home/nonroot
    rootfs_certificates "$1"
    image_config "$1" '{"User":"65532","Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"],"WorkingDir":"/home/nonroot"}'
}

# Stands in for alpine: a shell, and an "apk add" that installs, of the packages it carries, the one version it has.
image_alpine_packages() { apt_fetch "$engines/apt/own" "$1" busybox-static ca-certificates tzdata; }
image_alpine() {
    local carried=$1/usr/share/stand-in-packages
    rootfs_users "$1"
    image_shell "$1"
    rm -f "$1/bin/apk"
    mkdir -p "$carried"/tzdata/usr/share "$carried"/ca-certificates/usr/share
    mv "$1/usr/share/zoneinfo" "$carried/tzdata/usr/share/"
    mv "$1/usr/share/ca-certificates" "$carried/ca-certificates/usr/share/"
    cat >"$1/sbin/apk" <<'APK'
#!/bin/sh
# Not Alpine's apk: this image stands in for Alpine on a machine without a network. It knows "add", and copies into
# place those packages that the image carries.
[ "$1" = add ] || { echo "apk (stand-in): only 'add' is known" >&2; exit 1; }
shift
for name; do
    case $name in -*) continue ;; esac
    name=${name%%=*}
    [ -d "/usr/share/stand-in-packages/$name" ] || { echo "ERROR: unable to select packages: $name (no such package)" >&2; exit 1; }
    cp -a "/usr/share/stand-in-packages/$name/." / && echo "(1/1) Installing $name"
done
APK
    chmod 755 "$1/sbin/apk"
    image_config "$1" '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":["/bin/sh"]}'
}

image_reference() { echo "127.0.0.1:$(registry_port)/$1@$(oci_archive_digest "$base/$1.tar")"; }

# What the samples name, as they name it, and what stands in for it.
images_stand_ins() {
    local dockerfile name
    for dockerfile in "$repo_root"/samples/*/Dockerfile; do
        [ -f "$dockerfile" ] || continue
        sed -n 's/^FROM \(--[^ ]* \)*\([^ ]*\).*/\2/p' "$dockerfile" | while read -r name; do
            case $name in
                golang:*) echo "$name golang" ;;
                gcr.io/distroless/static*) echo "$name static" ;;
                alpine:*) echo "$name alpine" ;;
            esac
        done
    done
}

images_env() {
    local name image contexts=
    while read -r name image; do
        contexts+="${contexts:+;}$name=docker-image://$(image_reference "$image")"
    done < <(images_stand_ins)
    echo "export REPRO_STANDIN_CONTEXTS='$contexts'"
    echo "export REPRO_REGISTRY_MIRRORS='docker.io=127.0.0.1:$(registry_port);gcr.io=127.0.0.1:$(registry_port);mcr.microsoft.com=127.0.0.1:$(registry_port)'"
    for image in $test_images runtime-deps; do
        echo "export REPRO_TEST_IMAGE_$(echo "$image" | tr 'a-z-' 'A-Z_')='$(image_reference "$image")'"
    done
    echo "export REPRO_TEST_IMAGES='$base'" # the folder with the same images as OCI archives
}
