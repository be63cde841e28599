#!/usr/bin/env bash
# What compressors write, and packages that hold it. Debian packages: bzip2, dpkg, tar, xz-utils, zstd.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mkdir -p t; for name in p q; do for i in 1 2 3 4 5 6; do echo "line $i of $name: the quick brown fox jumps over the lazy dog"; done > t/$name; done; ln -sf p t/l
packed_tar() { find t -exec touch -h -d "@$1" {} +; tar --owner=0 --group=0 --numeric-owner -cf "$2" t/p t/q t/l; }
packed_tar 1795367455 tar.1; packed_tar 1795367999 tar.2
sed -i 's/lazy/busy/' t/q; packed_tar 1795367455 tar.3; sed -i 's/busy/lazy/' t/q

zstd -q -3 tar.1 -o zst.1; zstd -q -19 tar.1 -o zst.2; zstd -q -3 tar.3 -o zst.3
pair nested-archive/zstd app/t.tar.zst zst.1 zst.2 nested-archive "" "zstd, at two levels" 'noise:packed|zstd -dc'
pair nested-archive/zstd-another-content app/t.tar.zst zst.1 zst.3 "" nested-archive "zstd of another text" 'noise:packed|zstd -dc'
bzip2 -kc -1 tar.1 > bz.1; bzip2 -kc -9 tar.1 > bz.2; bzip2 -kc -9 tar.2 > bz.3
pair nested-archive/bzip2 app/t.tar.bz2 bz.1 bz.2 nested-archive "" "bzip2, at two levels" 'noise:packed|bzip2 -dc'
pair nested-archive/tar-times-in-bzip2 app/t.tar.bz2 bz.2 bz.3 nested-archive "" "tar with other times, bzip2"
xz -kc -0 tar.1 > xz.1; xz -kc -9e --check=sha256 tar.1 > xz.2; xz -kc tar.2 > xz.3; xz -kc tar.3 > xz.4
pair nested-archive/xz app/t.tar.xz xz.1 xz.2 nested-archive "" "xz, at two levels and with two checks" 'noise:packed|xz -dc'
pair nested-archive/tar-times-in-xz app/t.tar.xz xz.1 xz.3 nested-archive "" "tar with other times, xz" noise=[]
pair nested-archive/xz-another-content app/t.tar.xz xz.1 xz.4 "" nested-archive "xz of another text" 'noise:packed|xz -dc'
{ head -c 1024 tar.1 | xz -c; tail -c +1025 tar.1 | xz -c; head -c 8 /dev/zero; } > xz.5; xz -kc --block-size=2048 --check=crc32 tar.1 > xz.6
pair nested-archive/xz-in-pieces app/t.tar.xz xz.5 xz.6 nested-archive "" "xz in two streams, and in blocks"
xz -kc --x86 --lzma2 tar.1 > xz.7; xz -kc --x86 --lzma2=preset=0 tar.1 > xz.8
pair nested-archive/xz-filter app/t.tar.xz xz.7 xz.8 "" nested-archive "xz with a filter for programs, which is not opened"

mkdir -p deb/DEBIAN; printf 'Package: a\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a\n' > deb/DEBIAN/control; cp t/p deb/d
deb() { find deb -exec touch -d "@$2" {} +; SOURCE_DATE_EPOCH=$2 dpkg-deb "-Z$1" --root-owner-group -b deb "$3" > /dev/null; }
for packer in xz zstd; do
  deb $packer 1795367451 deb.1; deb $packer 1795367452 deb.2
  pair ar-times/deb-$packer var/a.deb deb.1 deb.2 "ar-times nested-archive" "" "dpkg-deb -Z$packer, at two times"
  cp t/q deb/d; deb $packer 1795367452 deb.3; cp t/p deb/d
  pair ar-times/deb-$packer-another-content var/a.deb deb.1 deb.3 "" ar-times "dpkg-deb -Z$packer, at two times, with another text"
done

# What no reader may believe.
head -c 1048576 /dev/zero | xz -9c > zero.1; printf x | xz -c > zero.2
pair hostile/xz-zeros app/a.xz zero.1 zero.2 "" "" "xz of a megabyte of zeros"
cat tar.1 | xz -c > huge.1; cp huge.1 huge.2
python3 -c '
import struct, zlib
data = bytearray(open("huge.2", "rb").read())
data[16] = 40  # the dictionary of LZMA2: four gigabytes
data[20:24] = struct.pack("<I", zlib.crc32(bytes(data[12:20])))
open("huge.2", "wb").write(data)
'
pair hostile/xz-dictionary app/a.xz huge.1 huge.2 nested-archive "" "xz, and the same with a dictionary of four gigabytes asked for"
