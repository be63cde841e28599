#!/usr/bin/env bash
# Makes the pairs for files of the operating system, each with the tool that writes such files. Debian 12; packages: dpkg, passwd
# (useradd), dbus-bin (dbus-uuidgen), tar, openssl, openssh-client, a JRE (keytool). apk is not packaged there: the texts of apk are written
# in its own format (apk-installed(5)), and scripts.tar is packed as apk packs it, in ustar.
set -euo pipefail

corpus=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# pair CAUSE NAME PATH EXPECT NEAR MADE [NOISE]: takes $work/left and $work/right.
pair() {
  local folder=$corpus/$1/$2
  mkdir -p "$folder"
  mv "$work/left" "$folder/left"
  mv "$work/right" "$folder/right"
  printf '{ "path": "%s", "expect": %s, "nearMissOf": %s, "made": "%s", "noise": %s }\n' "$3" "$4" "$5" "$6" "${7:-null}" >"$folder/pair.json"
}
sides() { for side in left right; do "$@" "$side"; done; }

# machine-id
for side in left right; do dbus-uuidgen >"$work/$side"; done
pair machine-id drawn etc/machine-id '["machine-id"]' null 'dbus-uuidgen, twice'
dbus-uuidgen >"$work/left"; : >"$work/right"
pair machine-id emptied var/lib/dbus/machine-id '["machine-id"]' null 'dbus-uuidgen against an empty file'
dbus-uuidgen >"$work/left"; echo uninitialized >"$work/right"
pair machine-id uninitialized etc/machine-id '[]' '"machine-id"' 'dbus-uuidgen against what systemd writes for a first boot'

# shadow-date
user() { # SIDE DAY: a list with one user more, created on that day
  local root=$work/root.$1
  mkdir -p "$root/etc"
  printf 'root:x:0:0:root:/root:/bin/bash\n' >"$root/etc/passwd"
  printf 'root:x:0:\n' >"$root/etc/group"
  printf 'root:*:19000:0:99999:7:::\n' >"$root/etc/shadow"
  printf 'root:*::\n' >"$root/etc/gshadow"
  SOURCE_DATE_EPOCH=$(($2 * 86400)) useradd --prefix "$root" --uid 10001 --no-create-home app
  cp "$root/etc/shadow" "$work/$1"
  rm -rf "$root"
}
user left 20544; user right 20545
pair shadow-date useradd etc/shadow '["shadow-date"]' null 'useradd on two days'
user left 20544; sed -E 's/^app:([^:]*):[0-9]+/app:*:20545/' "$work/left" >"$work/right"
pair shadow-date another-password etc/shadow '[]' '"shadow-date"' 'useradd, and another password on another day'
user left 20544; sed -E 's/^(app:[^:]*):[0-9]+/\1:0/' "$work/left" >"$work/right"
pair shadow-date must-be-changed etc/shadow '[]' '"shadow-date"' 'useradd, and chage --lastday 0, which asks for a new password'

# apk-scripts
scripts() { # SIDE TIME EXIT
  local root=$work/scripts
  mkdir -p "$root"
  printf '#!/bin/sh\nexec /bin/busybox --install -s\n' >"$root/busybox-1.36.1-r29.Q1abc.post-install"
  printf '#!/bin/sh\nupdate-ca-certificates --fresh\nexit %s\n' "$3" >"$root/ca-certificates-20240705-r0.Q1def.post-install"
  tar --format=ustar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$2" -C "$root" -cf "$work/$1" busybox-1.36.1-r29.Q1abc.post-install ca-certificates-20240705-r0.Q1def.post-install
}
scripts left 1795366255 0; scripts right 1795366256 0
pair apk-scripts scripts lib/apk/db/scripts.tar '["apk-scripts"]' null 'tar --format=ustar at two times'
scripts left 1795366255 0; scripts right 1795366256 1
pair apk-scripts another-script lib/apk/db/scripts.tar '[]' '"apk-scripts"' 'tar --format=ustar of two scripts'
printf '.build-deps=20261122.171055\nalpine-baselayout\ncurl\n' >"$work/left"
printf '.build-deps=20261122.171056\nalpine-baselayout\ncurl\n' >"$work/right"
pair apk-scripts world etc/apk/world '["apk-scripts"]' null 'as apk add --virtual .build-deps writes it'
printf '.build-deps=20261122.171055\nalpine-baselayout\ncurl=8.5.0-r0\n' >"$work/left"
printf '.build-deps=20261122.171056\nalpine-baselayout\ncurl=8.6.0-r0\n' >"$work/right"
pair apk-scripts world-version etc/apk/world '[]' '"apk-scripts"' 'as apk add --virtual writes it, and another version of curl'
installed() { # SIDE VERSION-OF-VIRTUAL CHECKSUM VERSION-OF-MUSL DEPENDS
  {
    printf 'C:Q1%s=\nP:musl\nV:%s\nA:x86_64\nS:383152\nT:the musl c library (libc) implementation\no:musl\nF:lib\nR:ld-musl-x86_64.so.1\na:0:0:755\nZ:Q1FpAeLfVHGvGbSfEo0wGSS0DFNhM=\n\n' "$4${5:-}" "$4"
    printf 'C:Q1%s=\nP:.build-deps\nV:%s\nA:noarch\nS:0\nI:0\nT:virtual meta package\nU:\nL:\nD:musl\n\n' "$3" "$2"
  } >"$work/$1"
}
installed left 20261122.171055 l8Jpq0ZTg6yWbX2cVnLrEQkMf3U 1.2.5-r0; installed right 20261122.171056 o7Hpq1ZTg6yWbX2cVnLrEQkMf3U 1.2.5-r0
pair apk-scripts installed lib/apk/db/installed '["apk-scripts"]' null 'as apk add --virtual .build-deps writes it'

# input-drift
package() { # FOLDER NAME VERSION DESCRIPTION
  mkdir -p "$work/$2/DEBIAN"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: A <a@example.org>\nInstalled-Size: %s\nDescription: %s\n' "$2" "$3" "${#3}" "$4" >"$work/$2/DEBIAN/control"
  dpkg-deb --root-owner-group -b "$work/$2" "$1/$2.deb" >/dev/null
  rm -rf "${work:?}/$2"
}
status() { # SIDE: installs what is in $work/debs
  local root=$work/dpkg
  mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
  : >"$root/var/lib/dpkg/status"
  dpkg --root="$root" --log=/dev/null --force-not-root --force-script-chrootless -i "$work"/debs/*.deb >/dev/null 2>&1
  cp "$root/var/lib/dpkg/status" "$work/$1"
  rm -rf "$root" "$work/debs"
}
debs() { mkdir -p "$work/debs"; package "$work/debs" repro-base 12.4 'a base'; }
debs; package "$work/debs" repro-curl 7.88.1-10 'a client'; status left
debs; package "$work/debs" repro-curl 7.88.1-10+deb12u1 'a client'; status right
pair input-drift dpkg var/lib/dpkg/status '["input-drift"]' null 'dpkg -i of two versions'
debs; package "$work/debs" repro-curl 7.88.1-10 'a client'; status left
debs; package "$work/debs" repro-curl 7.88.1-10 'another client'; status right
pair input-drift dpkg-same-version var/lib/dpkg/status '[]' '"input-drift"' 'dpkg -i of two packages that claim one version'
debs; package "$work/debs" repro-curl 7.88.1-10 'a client'; status left
debs; package "$work/debs" repro-curl 7.88.1-11 'a client'; package "$work/debs" repro-idn 2.3 'new'; status right
pair input-drift dpkg-more var/lib/dpkg/status '[]' '"input-drift"' 'dpkg -i of one package more: recognised, and not proven'
installed left 1 a 1.2.5-r0; installed right 1 a 1.2.5-r1
pair input-drift apk lib/apk/db/installed '["input-drift"]' null 'as apk writes it, with two versions of musl'
installed left 1 a 1.2.5-r0; installed right 1 a 1.2.5-r0 x
pair input-drift apk-same-version lib/apk/db/installed '[]' '"input-drift"' 'as apk writes it, with another checksum of one version'

# java-keystore
certificate() { openssl req -x509 -newkey ed25519 -nodes -keyout /dev/null -subj "/CN=$2" -days 3650 -set_serial 1 -out "$work/$1.crt" 2>/dev/null; }
keystore() { # SIDE CERTIFICATE
  rm -f "$work/$1"
  keytool -importcert -noprompt -storetype JKS -keystore "$work/$1" -storepass changeit -alias ca1 -file "$work/$2.crt" >/dev/null 2>&1
}
certificate one 'Repro CA 1'; certificate two 'Repro CA 2'
keystore left one; sleep 1.1; keystore right one
pair java-keystore times etc/ssl/certs/java/cacerts '["java-keystore"]' null 'keytool -importcert -storetype JKS, twice' \
  "[[21, 8], [$(($(stat -c %s "$work/left") - 20)), 20]]"
keystore left one; keystore right two
pair java-keystore another-certificate etc/ssl/certs/java/cacerts '[]' '"java-keystore"' 'keytool -importcert of two certificates'

# generated-secret: these keys protect nothing
for side in left right; do openssl genpkey -algorithm ed25519 -out "$work/$side" 2>/dev/null; done
pair generated-secret openssl app/tls/server.key '["generated-secret"]' null 'openssl genpkey, twice'
for side in left right; do ssh-keygen -q -t ed25519 -N '' -C app -f "$work/key" && mv "$work/key" "$work/$side" && rm "$work/key.pub"; done
pair generated-secret ssh-keygen home/app/.ssh/id_ed25519 '["generated-secret"]' null 'ssh-keygen, twice'
for side in left right; do { openssl genpkey -algorithm ed25519 2>/dev/null; [ $side = left ] && echo 'user red' || echo 'user green'; } >"$work/$side"; done
pair generated-secret beside-other-text app/tls/bundle.pem '[]' '"generated-secret"' 'openssl genpkey, and another word behind it'
