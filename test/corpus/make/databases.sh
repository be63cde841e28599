#!/usr/bin/env bash
# Databases. Debian packages: python3, rpm, sqlite3. RPM may name a folder that the package rpm was unpacked to.
. "$(dirname "$0")/lib.sh"

# sqlite: the same rows on other pages.
table='PRAGMA page_size=512; PRAGMA user_version=3; CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c REAL, d BLOB); CREATE INDEX i ON t(b); CREATE TABLE w(k TEXT PRIMARY KEY, v) WITHOUT ROWID;'
fill() { for i in $1; do echo "INSERT INTO t VALUES ($i, 'row $i of the table', $i.5, x'0${i: -1}'); INSERT INTO w VALUES ('key $i', $i);"; done; }
{ echo "$table"; fill "$(seq 1 24)"; echo "INSERT INTO t VALUES (99, hex(zeroblob(300)), NULL, NULL);"; } | sqlite3 rows.1
{ echo "$table"; echo "INSERT INTO t VALUES (99, hex(zeroblob(300)), NULL, NULL);"; fill "$(seq 24 -1 1)"; echo "DELETE FROM t WHERE a % 3 = 0;"; for i in 3 6 9 12 15 18 21 24; do echo "INSERT INTO t VALUES ($i, 'row $i of the table', $i.5, x'0${i: -1}');"; done; echo "INSERT INTO t VALUES (99, hex(zeroblob(300)), NULL, NULL);"; } 2> /dev/null | sqlite3 rows.2 2> /dev/null || true
pair sqlite/layout app/a.db rows.1 rows.2 sqlite "" "sqlite3, the same rows written in another order" noise:rows
cp rows.2 rows.3; sqlite3 rows.3 "UPDATE t SET b='row 7 of a table' WHERE a=7"
pair sqlite/another-row-elsewhere app/a.db rows.1 rows.3 "" sqlite "sqlite3, written in another order, another row"
cp rows.2 rows.4; sqlite3 rows.4 "DROP INDEX i"
pair sqlite/without-index app/a.db rows.1 rows.4 "" sqlite "sqlite3, written in another order, without the index"

# rpm-database: what rpm itself writes.
export RPM_CONFIGDIR=${RPM:-}/usr/lib/rpm LD_LIBRARY_PATH=${RPM:+$RPM/usr/lib/x86_64-linux-gnu}
package() { # VERSION TEXT
  printf 'Name: repro-a\nVersion: %s\nRelease: 1\nSummary: a\nLicense: MIT\nBuildArch: noarch\n%%description\na\n%%install\nmkdir -p %%{buildroot}/usr/share/a\necho %s > %%{buildroot}/usr/share/a/a\n%%files\n/usr/share/a\n' "$1" "$2" > a.spec
  SOURCE_DATE_EPOCH=1700000000 "${RPM:-}/usr/bin/rpmbuild" --define "_topdir $work/top" --define "_buildhost builder" --define 'use_source_date_epoch_as_buildtime 1' -bb a.spec > /dev/null 2>&1
}
installed() { # OUT TIME: installs what was built
  rm -rf root; mkdir root
  SOURCE_DATE_EPOCH=$2 "${RPM:-}/usr/bin/rpm" --root "$work/root" --dbpath /var/lib/rpm --nodeps --nosignature --noscripts -i top/RPMS/noarch/*.rpm > /dev/null 2>&1
  cp root/var/lib/rpm/rpmdb.sqlite "$1"; rm -r top/RPMS
}
package 1.0 one; cp -r top keep; installed rpm.1 1795366255; cp -r keep/. top; installed rpm.2 1795366267
pair rpm-database/installed-twice var/lib/rpm/rpmdb.sqlite rpm.1 rpm.2 rpm-database "" "rpm -i, at two times" "noise=$("$make/rpm-times.py" rpm.1)"
package 1.0 two; installed rpm.3 1795366267
pair rpm-database/another-file var/lib/rpm/rpmdb.sqlite rpm.1 rpm.3 "" rpm-database "rpm -i of two packages that claim one version"
package 1.1 two; installed rpm.4 1795366267
pair input-drift/rpm var/lib/rpm/rpmdb.sqlite rpm.1 rpm.4 input-drift "" "rpm -i of two versions"
