# Root file systems made of Debian packages, without running their scripts. Sourced, never run.

# rootfs_make FOLDER DEBS…: unpacks packages (files), with /usr merged as in Debian.
rootfs_make() {
    local folder=$1 name deb
    shift
    rm -rf "$folder"
    mkdir -p "$folder"/usr/{bin,sbin,lib,lib64} "$folder"/{dev,etc,proc,root,run,sys,tmp,var}
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$folder/$name"; done
    # Not dpkg -x: it puts a folder where the links of the merged /usr are.
    for deb in "$@"; do dpkg-deb --fsys-tarfile "$deb" | tar -x --no-same-owner -p --keep-directory-symlink -C "$folder"; done
    if rmdir "$folder/usr/lib64" 2>/dev/null; then rm "$folder/lib64"; fi # only some processors have one
    chmod 1777 "$folder/tmp"
    chmod 700 "$folder/root"
    printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$folder/etc/nsswitch.conf"
}

rootfs_users() { # FOLDER [NAME:ID:HOME]
    local name id home
    printf 'root:x:0:0:root:/root:/bin/sh\n' >"$1/etc/passwd"
    printf 'root:x:0:\n' >"$1/etc/group"
    [ $# = 2 ] || return 0
    IFS=: read -r name id home <<<"$2"
    printf '%s:x:%s:%s::%s:/bin/sh\n' "$name" "$id" "$id" "$home" >>"$1/etc/passwd"
    printf '%s:x:%s:\n' "$name" "$id" >>"$1/etc/group"
    mkdir -p "$1$home"
}

# What the installation script of ca-certificates would make: one file of all, where OpenSSL, Go and .NET look for it.
rootfs_certificates() {
    mkdir -p "$1/etc/ssl/certs" "$1/usr/lib/ssl"
    find "$1/usr/share/ca-certificates" -name '*.crt' | LC_ALL=C sort | while read -r file; do
        cat "$file"
        echo
    done >"$1/etc/ssl/certs/ca-certificates.crt"
    ln -sfn /etc/ssl/certs "$1/usr/lib/ssl/certs"
    ln -sfn /etc/ssl/certs/ca-certificates.crt "$1/usr/lib/ssl/cert.pem"
}

# The newest time that the packages themselves bring: a property of the packages, not of this run.
rootfs_epoch() { # DEBS…
    local deb
    for deb in "$@"; do dpkg-deb --fsys-tarfile "$deb" | TZ=UTC tar -tv --full-time -f - | awk '{ print $4, $5 }' | LC_ALL=C sort | tail -n 1; done |
        LC_ALL=C sort | tail -n 1 | { read -r day time; date -u -d "$day $time UTC" +%s; }
}

# What the image is made of, for its history: "libc6 2.36-9, …"
rootfs_contents() { # DEBS…
    local deb
    for deb in "$@"; do dpkg-deb -W --showformat '${Package} ${Version}\n' "$deb"; done | LC_ALL=C sort | paste -sd, | sed 's/,/, /g'
}
