#!/usr/bin/env bash
# Whole folders as real programs leave them, twice, as layers: what is written where is the programs' own doing. Debian packages: dbus-bin, dpkg,
# fontconfig, libc-bin, openssh-client, passwd, python3-pip, rpm. RPM may name a folder that the package rpm was unpacked to.
. "$(dirname "$0")/lib.sh"

# tree NAME "EXPECTED FINDINGS" MADE COMMAND: the command makes the folder $root, told which run it is.
tree() {
  local name=$1 expect=$2 made=$3 out=$make/../trees/$1
  shift 3
  mkdir -p "$out"
  for run in 1 2; do
    root=$work/root; rm -rf "$root"; mkdir -p "$root"
    "$@" "$run" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
    find "$root" -type s -delete
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@1795366255 -b 1 -C "$root" -c . | gzip -9n > "$out/$([ "$run" = 1 ] && echo left || echo right).tar.gz"
    sleep 1.1
  done
  printf '{ "expect": [%s], "made": "%s" }\n' "$(sed -E 's/[a-z-]+/"&"/g; s/ /, /g' <<< "$expect")" "$made" > "$out/tree.json"
}

fonts() { mkdir -p "$root/etc/fonts" "$root/usr/share/fonts" "$root/var/cache/fontconfig"; printf '<fontconfig><dir>/usr/share/fonts</dir><cachedir>/var/cache/fontconfig</cachedir></fontconfig>' > "$root/etc/fonts/fonts.conf"; fc-cache --sysroot "$root" -f; }
tree fontconfig "fontconfig" "fc-cache, twice" fonts

libraries() { mkdir -p "$root/etc" "$root/lib" "$root/var/cache/ldconfig"; : > "$root/etc/ld.so.conf"; echo 'int a;' | gcc -g0 -shared -x c - -Wl,--build-id=none -Wl,-soname,liba.so.1 -o "$root/lib/liba.so.1"; ldconfig -r "$root"; }
tree ldconfig "ldconfig-cache" "ldconfig, twice" libraries

installed() {
  mkdir -p deb/DEBIAN deb/usr/share/a "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers" "$root/var/log"
  printf 'Package: a\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a\n' > deb/DEBIAN/control; echo a > deb/usr/share/a/a
  dpkg-deb --root-owner-group -b deb a.deb; : > "$root/var/lib/dpkg/status"
  dpkg --root="$root" --force-not-root --log="$root/var/log/dpkg.log" -i a.deb; [ "$1" = 1 ] || dpkg --root="$root" --force-not-root --log="$root/var/log/dpkg.log" -i a.deb
}
tree dpkg "backup-files logs" "dpkg -i, once and twice" installed

users() {
  mkdir -p "$root/etc"; printf 'root:x:0:0:root:/root:/bin/bash\n' > "$root/etc/passwd"; printf 'root:x:0:\n' > "$root/etc/group"; printf 'root:*:19000:0:99999:7:::\n' > "$root/etc/shadow"; printf 'root:*::\n' > "$root/etc/gshadow"
  for user in app web; do SOURCE_DATE_EPOCH=$((1774915200 + $1 * 86400)) useradd --prefix "$root" --no-create-home $user; done
}
tree useradd "backup-files shadow-date" "useradd of two users, on two days" users

keys() { mkdir -p "$root/etc/ssh"; ssh-keygen -A -f "$root"; dbus-uuidgen --ensure="$root/etc/machine-id"; }
tree ssh-keygen "generated-secret machine-id" "ssh-keygen -A and dbus-uuidgen --ensure, twice" keys

wheel() { /usr/bin/python3 "$make/wheel.py"; touch -d "@179536625$1" ./*.whl; /usr/bin/python3 -m pip install -q --root-user-action=ignore --no-index --no-deps --no-compile --target "$root/usr/lib/python3/dist-packages" ./a-1-py3-none-any.whl; (cd "$root/usr/lib/python3/dist-packages" && find . -name '*.py' -exec touch -d "@179536625$1" {} + && /usr/bin/python3 -m compileall -q .); }
tree pip "pyc-mtime" "pip install and compileall, twice" wheel

export RPM_CONFIGDIR=${RPM:-}/usr/lib/rpm
rpms() {
  export LD_LIBRARY_PATH=${RPM:+$RPM/usr/lib/x86_64-linux-gnu}
  printf 'Name: a\nVersion: 1\nRelease: 1\nSummary: a\nLicense: MIT\nBuildArch: noarch\n%%description\na\n%%install\nmkdir -p %%{buildroot}/usr/share/a\necho a > %%{buildroot}/usr/share/a/a\n%%files\n/usr/share/a\n' > a.spec
  [ -d top ] || "${RPM:-}/usr/bin/rpmbuild" --define "_topdir $work/top" -bb a.spec
  "${RPM:-}/usr/bin/rpm" --root "$root" --dbpath /var/lib/rpm --nodeps --nosignature -i top/RPMS/noarch/*.rpm
  unset LD_LIBRARY_PATH
}
tree rpm "rpm-database" "rpm -i, twice" rpms
