#!/usr/bin/env bash
# Measures what is promised about speed and memory. Every figure is a ratio of medians of one run, printed as
# name<TAB>ratio<TAB>limit; exits 1 when one is over its limit. Inputs are made once, under artifacts/bench.
#   ./build/benchmark.sh            all of them
#   ./build/benchmark.sh layers     some: layers, large, memory, rewrite, sdk
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1)
publish() { dotnet publish src/ReproBuild.Tool -c Release -r "$rid" --self-contained false -o artifacts/bench/tool -v q -nologo "$@" >artifacts/bench/publish.log 2>&1; }
mkdir -p artifacts/bench
# Ahead-of-time code needs a compiler package from the feed; where there is none, the tool is measured as it then is.
publish -p:PublishReadyToRun=true || { echo "No ReadyToRun compiler could be had; measuring without it." >&2; publish || { cat artifacts/bench/publish.log >&2; exit 1; }; }

./build/pack.sh
rm -rf artifacts/bench/nuget/reprobuild.sdk
dotnet build test/ReproBuild.Benchmarks -c Release -v q -nologo -clp:NoSummary >&2
exec test/ReproBuild.Benchmarks/bin/Release/net10.0/ReproBuild.Benchmarks artifacts/bench artifacts/bench/tool/reprobuild "$@"
