#!/usr/bin/env bash
# Archives and compressed files. Debian packages: binutils, default-jdk-headless, gcc, gzip, nodejs, python3, tar, zip, and those of packed.sh.
. "$(dirname "$0")/lib.sh"

text() { for i in 1 2 3 4 5 6; do echo "line $i of $1: the quick brown fox jumps over the lazy dog"; done; }

# gzip-header
text a > a.txt; touch -d @1795367455 a.txt; gzip -k a.txt; mv a.txt.gz gz.1; touch -d @1795367999 a.txt; gzip -k a.txt; mv a.txt.gz gz.2
pair gzip-header/mtime usr/share/doc/a.txt.gz gz.1 gz.2 gzip-header "" "gzip, with another time" noise:gzip
cp a.txt b.txt; gzip -9k b.txt; mv b.txt.gz gz.3
pair gzip-header/name usr/share/doc/a.txt.gz gz.1 gz.3 gzip-header "" "gzip, with another name and level" noise:gzip
node -e 'process.stdout.write(require("zlib").gzipSync(require("fs").readFileSync("a.txt"), { level: 1 }))' > gz.4
gzip -nc a.txt > gz.5
pair gzip-header/compressor usr/share/doc/a.txt.gz gz.4 gz.5 gzip-header "" "gzip, and node's zlib at another level" noise:gzip
sed 's/lazy/busy/' a.txt > c.txt; touch -r a.txt c.txt; gzip -nc c.txt > gz.6
pair gzip-header/another-content usr/share/doc/a.txt.gz gz.5 gz.6 "" gzip-header "gzip of another text" noise:gzip
{ cat gz.5; echo tail; } > gz.7; cp gz.1 gz.8
pair gzip-header/something-behind usr/share/doc/a.txt.gz gz.7 gz.8 "" gzip-header "gzip with something behind it"

# zip-times
mkdir -p z/sub; text x > z/x.txt; text y > z/sub/y.txt; printf '\1\2\3' > z/b.bin
find z -exec touch -d @1795367455 {} +; (cd z && zip -qr ../zip.1 .); mv zip.1.zip zip.1 2> /dev/null || true
find z -exec touch -d @1795367999 {} +; (cd z && zip -qr ../zip.2 .); mv zip.2.zip zip.2 2> /dev/null || true
pair zip-times/times app/a.zip zip.1 zip.2 zip-times "" "zip, with other times" noise:zip
(cd z && zip -q ../zip.3.zip sub/ x.txt sub/y.txt b.bin); mv zip.3.zip zip.3
pair zip-times/order app/a.zip zip.1 zip.3 zip-times "" "zip, with another order" noise:zip
(cd z && zip -qrX ../zip.4.zip .); mv zip.4.zip zip.4
pair zip-times/extra-fields app/a.zip zip.1 zip.4 zip-times "" "zip, without extra fields" noise:zip
mkdir -p j/org; text m > j/org/m.properties; jar cf jar.1 -C j .; sleep 2.1; touch j/org/m.properties; jar cf jar.2 -C j .
pair zip-times/jar app/a.jar jar.1 jar.2 zip-times "" "jar cf, twice" noise:zip
/usr/bin/python3 -c '
import sys, zipfile
for out, when in (("whl.1", (2026, 11, 22, 17, 10, 54)), ("whl.2", (2026, 11, 22, 17, 12, 0))):
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name in ("a/__init__.py", "a-1.dist-info/METADATA"):
            z.writestr(zipfile.ZipInfo(name, when), open("a.txt").read(), zipfile.ZIP_DEFLATED)
'
pair zip-times/wheel app/a-1-py3-none-any.whl whl.1 whl.2 zip-times "" "python3, zipfile" noise:zip
sed -i 's/lazy/busy/' z/x.txt; touch -d @1795367455 z/x.txt; (cd z && zip -qr ../zip.5.zip .); mv zip.5.zip zip.5
pair zip-times/another-content app/a.zip zip.1 zip.5 "" zip-times "zip, with another text" noise:zip
sed -i 's/busy/lazy/' z/x.txt; mv z/x.txt z/w.txt; (cd z && zip -qr ../zip.6.zip .); mv zip.6.zip zip.6
pair zip-times/another-name app/a.zip zip.1 zip.6 "" zip-times "zip, with another name" noise:zip
mv z/w.txt z/x.txt; chmod 755 z/b.bin; (cd z && zip -qr ../zip.7.zip .); mv zip.7.zip zip.7
pair zip-times/another-mode app/a.zip zip.1 zip.7 "" zip-times "zip, with another mode" noise:zip
(cd z && zip -qr0 ../zip.8.zip .); mv zip.8.zip zip.8
pair zip-times/stored app/a.zip zip.7 zip.8 "" zip-times "zip, stored instead of packed" noise:zip

# nested-archive
mkdir -p t; text p > t/p; text q > t/q; ln -s p t/l
tarred() { find t -exec touch -h -d "@$1" {} +; tar --owner=0 --group=0 --numeric-owner --format="${3:-gnu}" -cf "$2" t/"${4:-p}" t/"${5:-q}" t/l; }
tarred 1795367455 tar.1; tarred 1795367999 tar.2
pair nested-archive/tar-times app/t.tar tar.1 tar.2 nested-archive "" "tar, with other times" noise=[]
tarred 1795367455 tar.3 gnu q p
pair nested-archive/tar-order app/t.tar tar.1 tar.3 nested-archive "" "tar, with another order" noise=[]
tarred 1795367455 tar.4 pax
pair nested-archive/tar-format app/t.tar tar.1 tar.4 nested-archive "" "tar, in another format" noise=[]
"$make/packed.sh"
gzip -nc tar.1 > tgz.1; gzip -c tar.2 > tgz.2; gzip -nc tar.2 > tgz.3
pair nested-archive/tar-times-in-gzip app/t.tar.gz tgz.1 tgz.3 nested-archive "" "tar with other times, gzip -n" noise:gzip
chmod 700 t/p; tarred 1795367455 tar.5; chmod 644 t/p
pair nested-archive/another-mode app/t.tar tar.1 tar.5 "" nested-archive "tar, with another mode" noise=[]
ln -sf q t/l; tarred 1795367455 tar.6; ln -sf p t/l
pair nested-archive/another-link app/t.tar tar.1 tar.6 "" nested-archive "tar, with another link" noise=[]
find t -exec touch -h -d @1795367455 {} +; tar --owner=5 --group=0 --numeric-owner -cf tar.7 t/p t/q t/l
pair nested-archive/another-owner app/t.tar tar.1 tar.7 "" nested-archive "tar, with another owner" noise=[]
head -c 700 tar.2 > tar.8
pair nested-archive/truncated app/t.tar tar.1 tar.8 "" nested-archive "a tar that is cut off"

# ar-times
echo 'int one(void) { return 1; }' > one.c; echo 'int two(void) { return 2; }' > a_name_longer_than_sixteen.c
gcc -g0 -c one.c a_name_longer_than_sixteen.c
touch -d @1795367455 ./*.o; ar rcU lib.1 one.o a_name_longer_than_sixteen.o; touch -d @1795367999 ./*.o; ar rcU lib.2 one.o a_name_longer_than_sixteen.o
pair ar-times/library usr/lib/lib.a lib.1 lib.2 ar-times "" "ar rcU, with other times" noise:ar
echo 'int one(void) { return 3; }' > one.c; gcc -g0 -c one.c; touch -d @1795367455 ./*.o; ar rcU lib.3 one.o a_name_longer_than_sixteen.o
pair ar-times/another-content usr/lib/lib.a lib.1 lib.3 "" ar-times "ar rcU, with another constant" noise:ar
ar rcU lib.4 a_name_longer_than_sixteen.o one.o
pair ar-times/another-order usr/lib/lib.a lib.3 lib.4 "" ar-times "ar rcU, with another order" noise:ar
mkdir -p deb/DEBIAN; printf 'Package: a\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a\n' > deb/DEBIAN/control; text d > deb/d
for i in 1 2; do find deb -exec touch -d @179536$i {} +; SOURCE_DATE_EPOCH=179536745$i dpkg-deb -Zgzip --root-owner-group -b deb deb.$i > /dev/null; done
pair ar-times/deb var/a.deb deb.1 deb.2 "ar-times nested-archive" "" "dpkg-deb, at two times"

# Causes within causes.
cd "$work"; mkdir -p c
built() { mkdir -p c/j; date -u > c/j/built.txt; text j > c/j/j.txt; (cd c && rm -f app.jar && jar cf app.jar -C j . && tar --owner=0 --group=0 --numeric-owner -c app.jar | gzip) > "$1"; }
built in.1; sleep 2.1; built in.2
pair combined/date-in-jar-in-tar-gz app/app.tar.gz in.1 in.2 "embedded-timestamp nested-archive zip-times" "" "date, jar, tar, gzip"
date -u | gzip -n > d.1; sleep 1.1; date -u | gzip -n > d.2
pair combined/date-in-gzip app/built.gz d.1 d.2 embedded-timestamp "" "date, gzip -n"
date -u > date.txt; gzip -kc date.txt > e.1; sleep 1.1; date -u > date.txt; gzip -kc date.txt > e.2
pair combined/date-in-gzip-with-time app/built.gz e.1 e.2 "embedded-timestamp gzip-header" "" "date, gzip"
node -p 'JSON.stringify({ id: require("crypto").randomUUID(), built: Date.now() })' > f.1; sleep 1.1; node -p 'JSON.stringify({ id: require("crypto").randomUUID(), built: Date.now() })' > f.2
pair combined/date-and-uuid app/build.json f.1 f.2 "embedded-timestamp random-id" "" "node, crypto.randomUUID() and Date.now()"
node -p 'JSON.stringify({ a: 1, b: 2, built: Date.now() })' > g.1; sleep 1.1; node -p 'JSON.stringify({ built: Date.now(), b: 2, a: 1 })' > g.2
pair combined/date-and-order app/build.json g.1 g.2 "embedded-timestamp json-order" "" "node, Date.now(), keys in another order"
for i in 1 2; do mkdir -p /tmp/repro-c$i; (cd /tmp/repro-c$i && echo "built in $PWD/src at $(date -u)") > p.$i; rm -r /tmp/repro-c$i; sleep 1.1; done
pair combined/date-and-path app/built p.1 p.2 "embedded-path embedded-timestamp" "" "date and the folder"
cp in.1 k.1
mkdir -p k/j; date -u > k/j/built.txt; text k > k/j/j.txt; (cd k && jar cf app.jar -C j . && tar --owner=0 --group=0 --numeric-owner -c app.jar | gzip) > k.2
pair combined/another-text-in-jar-in-tar-gz app/app.tar.gz k.1 k.2 "" nested-archive "date, jar, tar, gzip, and another text"
