# Sourced by the scripts that make the corpus. Debian packages: python3.
set -euo pipefail
export LC_ALL=C
make=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

pair() { /usr/bin/python3 "$make/pair.py" "$@"; }
