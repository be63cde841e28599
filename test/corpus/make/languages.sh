#!/usr/bin/env bash
# What languages write, and formats that are no archives. Debian packages: binutils, gcc, golang-1.19-go, python3, python3-pip, sqlite3.
. "$(dirname "$0")/lib.sh"
py=/usr/bin/python3

# pyc
printf 'def f(x):\n    return x + 1000\n' > m.py
compiled() { "$py" -c 'import py_compile, sys; py_compile.compile("m.py", sys.argv[1], dfile="m.py", invalidation_mode=py_compile.PycInvalidationMode[sys.argv[2]])' "$1" "${2:-TIMESTAMP}"; }
touch -d @1795367455 m.py; compiled m.1; touch -d @1795367999 m.py; compiled m.2
pair pyc-mtime/py-compile usr/lib/python3/m.pyc m.1 m.2 pyc-mtime "" "python3, py_compile, another time of the source" noise:pyc
sed -i 's/1000/1001/' m.py; touch -d @1795367999 m.py; compiled m.3
pair pyc-mtime/another-constant usr/lib/python3/m.pyc m.1 m.3 "" pyc-mtime "python3, another constant" noise:pyc
compiled h.1 CHECKED_HASH; sed -i 's/1001/1000/' m.py; compiled h.2 CHECKED_HASH
pair pyc-mtime/hashes usr/lib/python3/m.pyc h.1 h.2 "" pyc-mtime "python3, hashes of other sources"
printf 'def g(x):\n    return x in {"alpha", "beta", "gamma", "delta"}\n' > m.py
# Python sorts sets since 3.11; before, they came in the order of their hashes.
"$py" -c '
import marshal, importlib.util, struct
head = importlib.util.MAGIC_NUMBER + struct.pack("<III", 0, 1795367455, 100)
data = head + marshal.dumps(compile(open("m.py").read(), "m.py", "exec", dont_inherit=True))
names = [b"alpha", b"gamma", b"delta"]
at = [data.index(n) for n in names]
def put(order): 
    out = bytearray(data)
    for a, n in zip(at, order): out[a:a + 5] = n
    return bytes(out)
open("s.1", "wb").write(put(names)); open("s.2", "wb").write(put([names[2], names[0], names[1]])); open("s.3", "wb").write(put([names[2], names[0], b"gamme"]))
'
pair pyc-marshal/hash-seed usr/lib/python3/m.pyc s.1 s.2 pyc-marshal "" "python3, a set in another order" noise:pyc
pair pyc-marshal/another-member usr/lib/python3/m.pyc s.1 s.3 "" pyc-marshal "python3, another member of the set" noise:pyc
printf 'import m2\ndef h(a, b="alpha_beta"):\n    alpha_beta = (a, 1.5, "alpha_beta", b"x", 10**30, None, ...)\n    return alpha_beta\n' > m.py; touch -d @1795367455 m.py
"$py" -c '
import marshal, importlib.util, struct
code = compile(open("m.py").read(), "m.py", "exec", dont_inherit=True)
head = importlib.util.MAGIC_NUMBER + struct.pack("<III", 0, 1795367455, 100)
open("r.1", "wb").write(head + marshal.dumps(code))
open("r.2", "wb").write(head + marshal.dumps(code, 2))
'
pair pyc-marshal/references usr/lib/python3/m.pyc r.1 r.2 pyc-marshal "" "python3, marshal with and without references" noise:pyc

# python-install-record
"$py" "$make/wheel.py"
for i in 1 2; do mkdir -p wheels$i; cp a-1-py3-none-any.whl wheels$i/; "$py" -m pip install -q --root-user-action=ignore --no-index --no-deps --target site$i file://$PWD/wheels$i/a-1-py3-none-any.whl 2> /dev/null; done
cp site1/a-1.dist-info/RECORD rec.1; cp site2/a-1.dist-info/RECORD rec.2
pair python-install-record/direct-url usr/lib/python3/site-packages/a-1.dist-info/RECORD rec.1 rec.2 python-install-record "" "pip install, from two folders"
tac rec.1 > rec.3
pair python-install-record/order usr/lib/python3/site-packages/a-1.dist-info/RECORD rec.1 rec.3 python-install-record "" "pip install, rows as another file system gives them"
sed 's/^\(a\/one.py,sha256=\)./\1_/' rec.1 > rec.4
pair python-install-record/another-hash usr/lib/python3/site-packages/a-1.dist-info/RECORD rec.1 rec.4 "" python-install-record "another hash of a module"

# node-modules-stamp: what pnpm 8 writes.
stamp() { printf 'hoistPattern:\n  - "*"\nincluded:\n  dependencies: true\nlayoutVersion: 5\npackageManager: pnpm@8.15.1\nprunedAt: %s\nstoreDir: /root/.local/share/pnpm/store/v3\n' "$1"; }
stamp "$(date -u '+%a, %d %b %Y %H:%M:%S GMT')" > n.1; stamp "$(date -u -d '+3 days' '+%a, %d %b %Y %H:%M:%S GMT')" > n.2
pair node-modules-stamp/pnpm app/node_modules/.modules.yaml n.1 n.2 node-modules-stamp "" "the form of pnpm 8, at two times" 'noise:between|prunedAt: |
'
sed 's/8.15.1/8.15.2/' n.1 > n.3
pair node-modules-stamp/another-version app/node_modules/.modules.yaml n.1 n.3 "" node-modules-stamp "another version of pnpm" 'noise:between|prunedAt: |
'

# elf-build-id
echo 'int f(void) { return 1000; }' > e.c; gcc -g0 -O1 -c e.c
for i in 1 2; do ld --build-id=uuid -shared e.o -o so.$i; done
pair elf-build-id/linker usr/lib/e.so so.1 so.2 elf-build-id "" "ld --build-id=uuid" noise:elf
ld --build-id=sha1 -shared e.o -o sha.1; echo 'int f(void) { return 1001; }' > e.c; gcc -g0 -O1 -c e.c; ld --build-id=sha1 -shared e.o -o sha.2
pair elf-build-id/another-constant usr/lib/e.so sha.1 sha.2 "" elf-build-id "ld, another constant" noise:elf
printf 'const char *built(void) { return __DATE__ " " __TIME__; }\n' > e2.c
for i in 1 2; do gcc -g0 -O1 -c e2.c; ld --build-id=sha1 -shared e2.o -o dt.$i; sleep 1.1; done
pair combined/c-date-and-build-id usr/lib/e.so dt.1 dt.2 "elf-build-id embedded-timestamp" "" "gcc and ld, __DATE__ and __TIME__"

# go-build-id: the sections that carry it, cut out of real programs.
go=$(command -v go || echo /usr/lib/go-1.19/bin/go)
if [ -x "$go" ]; then
  export GOCACHE=$work/gocache GOPATH=$work/gopath GOFLAGS=-mod=mod HOME=$work GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
  mkdir -p g && cd g && git init -q && printf 'module example.org/g\n\ngo 1.19\n' > go.mod && printf 'package main\n\nfunc main() { println(1) }\n' > g.go
  for i in 1 2 3; do
    [ $i = 3 ] && sed -i 's/println(1)/println("x")/' g.go
    git add -A && git commit -q --allow-empty -m "$i" --date "@179536745$i +0000"
    "$go" build -o ../go.full .
    (cd .. && objcopy -j .note.go.buildid -j .go.buildinfo go.full go.$i && strip --strip-all --keep-section=.note.go.buildid --keep-section=.go.buildinfo go.$i || true)
  done
  cd ..
  pair go-build-id/two-commits usr/local/bin/g go.1 go.2 go-build-id "" "go build of two commits with one tree, its two sections" noise:go
  sed 's/g\.go/h.go/; s/example\.org\/g/example.org\/h/g' go.2 > go.4
  pair go-build-id/another-module usr/local/bin/g go.1 go.4 "" go-build-id "go build, another module" noise:go
fi

# png-time
"$py" -c '
import struct, sys, zlib
def chunk(kind, data): return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
def png(out, second, pixel=b"\0\1\2\3", text=None):
    extra = chunk(b"tEXt", b"date:create\0" + text.encode()) if text else b""
    time = chunk(b"tIME", struct.pack(">H5B", 2026, 11, 22, 17, 10, second))
    open(out, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + time + extra + chunk(b"IDAT", zlib.compress(pixel)) + chunk(b"IEND", b""))
png("png.1", 55); png("png.2", 56); png("png.3", 55, b"\0\1\2\4")
png("png.4", 55, text="2026-11-22T17:10:55+00:00"); png("png.5", 56, text="2026-11-22T17:10:56+00:00")
'
pair png-time/time app/a.png png.1 png.2 png-time "" "python3, tIME" noise=[]
pair png-time/text app/a.png png.4 png.5 png-time "" "python3, tIME and the text that ImageMagick writes" noise=[]
pair png-time/another-pixel app/a.png png.1 png.3 "" png-time "python3, another pixel" noise=[]

# sqlite
base='PRAGMA page_size=512; CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t(b) VALUES (1),(2),(3);'
sqlite3 db.1 "$base"; sqlite3 db.2 "$base"; sqlite3 db.2 'UPDATE t SET b=9 WHERE a=3'; sqlite3 db.2 'UPDATE t SET b=3 WHERE a=3'
pair sqlite/counter app/a.db db.1 db.2 sqlite "" "sqlite3, one row changed there and back" noise:rows
for i in 1 2; do sqlite3 free.$i "$base CREATE TABLE u(c); INSERT INTO u VALUES (hex(zeroblob(700)) || '$i');"; sqlite3 free.$i 'PRAGMA secure_delete=OFF; DROP TABLE u' > /dev/null; done
pair sqlite/free-pages app/a.db free.1 free.2 sqlite "" "sqlite3, a table dropped that held other rows" noise:rows
sqlite3 db.3 "$base"; sqlite3 db.3 'UPDATE t SET b=4 WHERE a=3'
pair sqlite/another-row app/a.db db.1 db.3 "" sqlite "sqlite3, another row" noise:rows
