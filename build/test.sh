#!/usr/bin/env bash
# All set-up and all tests: engines, packages, test projects. Stops what it started, whatever happens.
#
#   ./build/test.sh             everything that runs in under 30 minutes on two cores
#   ./build/test.sh --matrix    also every project type in every publish mode
#
# The last line is "N passed, N failed". Exit code 0 when all passed, 1 when a test failed or none ran, 2 on a system that
# the engines cannot be set up on. With REPRO_TEST_ENGINES=required a test that finds no engine fails.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$repo_root/build/dotnet.sh"

matrix=no
case "${1:-}" in
    '') ;;
    --matrix) matrix=yes ;;
    *) fail -2 "unknown argument $1; usage: ./build/test.sh [--matrix]" ;;
esac

results=$artifacts/test-results
passed=0 failed=0 begun=no

finish() {
    local code=$?
    trap - EXIT
    # The engines' own "down" says what it stops; the last line is for whoever counts.
    "$repo_root/build/engines.sh" down >&2 || say "the engines could not be stopped; see above"
    if [ "$begun" = no ] || [ $((passed + failed)) = 0 ]; then failed=$((failed + 1)); fi
    echo "$passed passed, $failed failed"
    if [ "$code" = 0 ] && [ "$failed" != 0 ]; then code=1; fi
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Adds up what one project's results say. A run that broke off says less than it should: that is one failure more.
count() { # PROJECT EXIT_CODE
    local counters total=0 good=0 bad
    counters=$(grep -o '<Counters [^>]*>' "$results/$1.trx" 2>/dev/null | head -n 1)
    if [ -n "$counters" ]; then
        total=$(sed -E 's/.* total="([0-9]+)".*/\1/' <<<"$counters")
        good=$(sed -E 's/.* passed="([0-9]+)".*/\1/' <<<"$counters")
        bad=$(sed -E 's/.* failed="([0-9]+)".*/\1/' <<<"$counters")
        say "$1: $good passed, $bad failed, $((total - good - bad)) skipped"
    else
        bad=0
        say "$1: no results"
    fi
    if [ "$total" = 0 ] || { [ "$2" != 0 ] && [ "$bad" = 0 ]; }; then bad=$((bad + 1)); fi
    passed=$((passed + good)) failed=$((failed + bad))
}

dotnet_check
"$repo_root/build/engines.sh" up || exit
environment=$("$repo_root/build/engines.sh" env) || exit
eval "$environment"
"$repo_root/build/pack.sh" || exit

# A job in the background is started with Ctrl-C ignored, and so is all that it starts; tests that press it need it heard.
as_user=(env)
if env --default-signal=INT,QUIT true 2>/dev/null; then as_user=(env --default-signal=INT,QUIT); fi

rm -rf "$results"
mkdir -p "$results"
for project in "$repo_root"/test/*.Tests; do
    name=$(basename "$project")
    say "== $name"
    dotnet build "$project" -c Release -v quiet -nologo -nodeReuse:false -clp:NoSummary || { begun=yes; count "$name" 1; continue; }
    options=(--report-trx --report-trx-filename "$name.trx" --results-directory "$results" --progress off)
    [ "$matrix" = yes ] || options+=(--filter 'TestCategory!=Matrix')
    begun=yes
    "${as_user[@]}" "$project/bin/Release/net10.0/$name" "${options[@]}"
    count "$name" $?
done
