#!/usr/bin/env bash
# Builds the sample listings under different hash seeds, worker counts and orders of input, and again on the same
# folder, and compares every export to the byte: bash scripts/checks/determinism.sh [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${1:-.venv/bin/python}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
listings=(tests/data/listings/*.txt)
reversed=($(printf '%s\n' "${listings[@]}" | sort -r))
PYTHONHASHSEED=0 "$python" -m kg build "${listings[@]}" -o "$folder/a"
PYTHONHASHSEED=4242 "$python" -m kg build "${reversed[@]}" --workers 2 -o "$folder/b"
diff -r --exclude=index --exclude=checksums.json "$folder/a" "$folder/b"
cp -r "$folder/a" "$folder/before"
PYTHONHASHSEED=7 "$python" -m kg build "${listings[@]}" -o "$folder/a"
diff -r --exclude=store --exclude=checksums.json "$folder/before" "$folder/a"
"$python" -m kg build "${listings[@]:0:2}" -o "$folder/c"
"$python" -m kg build "${listings[@]:2}" -o "$folder/c"
diff -r --exclude=store --exclude=history.ttl --exclude=checksums.json "$folder/a" "$folder/c"
echo "$(find "$folder/a" -maxdepth 1 -xtype f | wc -l) files are the same to the byte: two hash seeds, one and two workers, two orders, built twice, built in two steps"
