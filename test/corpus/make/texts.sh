#!/usr/bin/env bash
# Contents that follow the clock, the place or chance. Debian packages: coreutils, gcc, nodejs, python3, util-linux.
. "$(dirname "$0")/lib.sh"

twice() { local name=$1; shift; "$@" > "$name.1"; sleep 1.1; "$@" > "$name.2"; }

# embedded-timestamp
twice date date -u
pair embedded-timestamp/date build-info date.1 date.2 embedded-timestamp "" "date -u" noise:date
twice iso date -u -Iseconds
pair embedded-timestamp/iso build-info iso.1 iso.2 embedded-timestamp "" "date -u -Iseconds" noise:date
twice rfc date -u -R
pair embedded-timestamp/rfc app/built rfc.1 rfc.2 embedded-timestamp "" "date -u -R" noise:date
twice node node -p 'JSON.stringify({ name: "app", built: Date.now() })'
pair embedded-timestamp/node-milliseconds app/build.json node.1 node.2 embedded-timestamp "" "node, Date.now()" 'noise:between|built":|}'
twice python /usr/bin/python3 -c 'import time, datetime; print("seconds", time.time()); print("at", datetime.datetime.now())'
pair embedded-timestamp/python app/times python.1 python.2 embedded-timestamp "" "python3, time.time() and datetime.now()"
cat > d.c <<'C'
const char *built(void) { return __DATE__ " " __TIME__; }
const char *when(void) { return __TIME__; }
const char *day(void) { return __DATE__; }
C
gcc -g0 -O1 -c d.c -o d.1; sleep 1.1; gcc -g0 -O1 -c d.c -o d.2
pair embedded-timestamp/c-macros usr/lib/d.o d.1 d.2 embedded-timestamp "" "gcc -c, __DATE__ and __TIME__"
{ date -u; echo red; } > w.1; sleep 1.1; { date -u; echo blue; } > w.2
pair embedded-timestamp/another-word-beside build-info w.1 w.2 "" embedded-timestamp "date -u, and a word that differs" noise:date
date -u -d '2019-03-04 05:06:07' -Iseconds > far.1; date -u -d '2024-03-04 05:06:07' -Iseconds > far.2
pair embedded-timestamp/years-apart app/release far.1 far.2 "" embedded-timestamp "date of two releases, years apart"
echo 'restart_at = 04:30:00' > clock.1; echo 'restart_at = 05:30:00' > clock.2
pair embedded-timestamp/time-of-day app/app.conf clock.1 clock.2 "" embedded-timestamp "a setting" noise=[]
echo 'limit = 1234567890' > n.1; echo 'limit = 1234567891' > n.2
pair embedded-timestamp/a-number app/app.conf n.1 n.2 "" embedded-timestamp "a setting" noise=[]

# embedded-path
for i in 1 2; do
  mkdir -p /tmp/repro-$i/src; echo 'const char *here(void) { return __FILE__; }' > /tmp/repro-$i/src/here.c
  gcc -g0 -c /tmp/repro-$i/src/here.c -o here.$i
  printf 'prefix=/tmp/repro-%s/out\nlibdir=/tmp/repro-%s/out/lib\nLibs: -L/tmp/repro-%s/out/lib -lhere\n' $i $i $i > pc.$i
  (cd /tmp/repro-$i/src && node -p 'JSON.stringify({ version: 3, sources: [process.cwd() + "/here.c"] })') > map.$i
  rm -r /tmp/repro-$i
done
pair embedded-path/c-file usr/lib/here.o here.1 here.2 embedded-path "" "gcc -c in two folders, __FILE__" 'noise:between|/tmp/|/src/here.c'
pair embedded-path/pkg-config usr/lib/pkgconfig/here.pc pc.1 pc.2 embedded-path "" "a pkg-config file made in two folders"
pair embedded-path/source-map app/here.js.map map.1 map.2 embedded-path "" "node in two folders" 'noise:between|/tmp/|/src/here.c'
sed 's,/tmp/repro-1,/srv/alpha,' pc.1 > known.1; sed 's,/tmp/repro-2,/srv/beta-2,' pc.2 > known.2
pair embedded-path/known-folders usr/lib/pkgconfig/here.pc known.1 known.2 embedded-path "" "folders that the builds are known to have had" folders=/srv/alpha,/srv/beta-2
echo 'plugin=/usr/lib/a/plugin.so' > u.1; echo 'plugin=/usr/lib/b/plugin.so' > u.2
pair embedded-path/another-plugin app/plugin.conf u.1 u.2 "" embedded-path "a setting" noise=[]
echo 'plugin=/usr/lib/a' > v.1; echo 'plugin=/usr/lib/b' > v.2
pair embedded-path/two-files app/plugin.conf v.1 v.2 "" embedded-path "a setting" noise=[]
echo 'data=/home/ann/data' > h.1; echo 'data=/home/bob/data' > h.2
pair embedded-path/two-homes app/app.conf h.1 h.2 "" embedded-path "a setting"
printf 'a=/tmp/one/x\nb=/tmp/one/y\n' > t.1; printf 'a=/tmp/two/x\nb=/tmp/one/y\n' > t.2
pair embedded-path/not-everywhere app/app.conf t.1 t.2 "" embedded-path "a path that changes at one of two places"

# embedded-hostname
as() { unshare --uts sh -c "hostname $1; $2" 2> /dev/null; }
as 4f5e6d7c8b9a 'uname -snm' > uname.1; as 0a1b2c3d4e5f 'uname -snm' > uname.2
pair embedded-hostname/container-uname etc/built-on uname.1 uname.2 embedded-hostname "" "uname -snm in two containers" 'noise:between|Linux | x86_64'
as 4f5e6d7c8b9a 'echo "{\"hostname\": \"$(hostname)\"}"' > host.1; as 0a1b2c3d4e5f 'echo "{\"hostname\": \"$(hostname)\"}"' > host.2
pair embedded-hostname/container-json app/build.json host.1 host.2 embedded-hostname "" "hostname in two containers" 'noise:between|": "|"'
as build-ann 'echo "compiled by root on $(hostname) with love"' > by.1; as ci-runner-17 'echo "compiled by root on $(hostname) with love"' > by.2
pair embedded-hostname/known-names app/motd by.1 by.2 embedded-hostname "" "hostname on two machines that are known" hosts=build-ann,ci-runner-17
echo 'revision 4f5e6d7c8b9a' > rev.1; echo 'revision 0a1b2c3d4e5f' > rev.2
pair embedded-hostname/a-revision app/version rev.1 rev.2 "" embedded-hostname "a short hash" noise=[]

# random-id
for i in 1 2; do
  node -p 'JSON.stringify({ app: "a", id: require("crypto").randomUUID() })' > uuid.$i
  node -p '"BUILD_ID=" + require("crypto").randomBytes(16).toString("hex")' > hex.$i
  node -p '"nonce: " + require("crypto").randomBytes(24).toString("base64")' > b64.$i
  /usr/bin/python3 -c 'import uuid; u = uuid.uuid4(); print("a", u); print("b", u)' > two.$i
  echo $i | sha256sum > sum.$i
  /usr/bin/python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, 'https://example.org/$i'))" > v5.$i
  node -p '"secret=" + require("crypto").randomBytes(18).toString("base64url")' > key.$i
done
pair random-id/uuid app/app.json uuid.1 uuid.2 random-id "" "node, crypto.randomUUID()" 'noise:between|"id":"|"'
pair random-id/hex app/build.env hex.1 hex.2 random-id "" "node, crypto.randomBytes()" 'noise:between|BUILD_ID=|
'
pair random-id/base64 app/headers b64.1 b64.2 random-id "" "node, crypto.randomBytes()" 'noise:between|nonce: |
'
pair random-id/twice app/ids two.1 two.2 random-id "" "python3, uuid.uuid4()"
pair random-id/sha256 app/sums sum.1 sum.2 "" random-id "sha256sum of two contents" noise=[]
pair random-id/uuid-of-a-name app/id v5.1 v5.2 "" random-id "python3, uuid.uuid5() of two names" noise=[]
pair random-id/a-secret app/env key.1 key.2 "" random-id "a random token that no name tells of"
/usr/bin/python3 -c 'import uuid; print("a", uuid.uuid4()); print("b", uuid.uuid4())' > two.3
pair random-id/once-and-twice app/ids two.1 two.3 "" random-id "one id twice against two ids"

# line-order
seeded() { PYTHONHASHSEED=$1 /usr/bin/python3 -c "$2"; }
words='import os; [print(n) for n in set(os.listdir("/usr/lib/python3.11/json")) | set(os.listdir("/usr/lib/python3.11/email")) if n.endswith(".py")]'
seeded 1 "$words" > set.1; seeded 2 "$words" > set.2
pair line-order/hash-order app/modules.txt set.1 set.2 line-order "" "python3, a set of names under two hash seeds" noise=[]
(cd /usr/lib/python3.11/json && find . -type f -name '*.py' -exec sha256sum {} +) > found.1; tac found.1 > found.2
pair line-order/find app/SHA256SUMS found.1 found.2 line-order "" "find, as two file systems list a folder" noise=[]
printf '#!/bin/sh\nset -e\nrm a\ncp b a\n' > sh.1; printf '#!/bin/sh\nset -e\ncp b a\nrm a\n' > sh.2
pair line-order/script app/run sh.1 sh.2 "" line-order "a script" noise=[]
printf 'first\nsecond\n' > py.1; printf 'second\nfirst\n' > py.2
pair line-order/code app/run.py py.1 py.2 "" line-order "lines of a program"
printf '127.0.0.1 a\n127.0.0.2 a\n' > hosts.1; printf '127.0.0.2 a\n127.0.0.1 a\n' > hosts.2
pair line-order/hosts etc/hosts hosts.1 hosts.2 "" line-order "a file that is searched from the top"
printf 'The cat sat on the mat.\nThen it went away again.\n' > prose.1; tac prose.1 > prose.2
pair line-order/prose app/story.txt prose.1 prose.2 "" line-order "sentences"
head -4 set.1 > fewer.1; { head -3 set.1; echo other.py; } > fewer.2
pair line-order/another-line app/modules.txt fewer.1 fewer.2 "" line-order "another line" noise=[]

# json-order
dict='import json; print(json.dumps({n: len(n) for n in {"alpha", "beta", "gamma", "delta", "epsilon"}}))'
seeded 1 "$dict" > dict.1; seeded 2 "$dict" > dict.2
pair json-order/keys app/a.json dict.1 dict.2 json-order "" "python3, keys from a set under two hash seeds" noise:blanks
tags='import json; print(json.dumps({"name": "a", "keywords": list({"alpha", "beta", "gamma", "delta"})}, indent=1))'
seeded 1 "$tags" > tags.1; seeded 3 "$tags" > tags.2
pair json-order/keywords app/package.json tags.1 tags.2 json-order "" "python3, a set under two hash seeds" 'noise:blanks'
echo '{"steps":["build","test"]}' > steps.1; echo '{"steps":["test","build"]}' > steps.2
pair json-order/steps app/ci.json steps.1 steps.2 "" json-order "an array whose order means something"
echo '{"exports":{"node":"./n.js","default":"./d.js"}}' > exp.1; echo '{"exports":{"default":"./d.js","node":"./n.js"}}' > exp.2
pair json-order/exports app/package.json exp.1 exp.2 "" json-order "conditions that are searched from the top"
echo '{"a":1,"a":2}' > dup.1; echo '{"a":2,"a":1}' > dup.2
pair json-order/a-key-twice app/a.json dup.1 dup.2 "" json-order "a key that stands twice"
echo '{"a":1,"b":2}' > val.1; echo '{"b":1,"a":2}' > val.2
pair json-order/another-value app/a.json val.1 val.2 "" json-order "other values" noise=[]
