#!/usr/bin/env bash
# Prints what the base install takes on disk and fails above the limit: bash scripts/checks/install_size.sh [LIMIT_MB]
set -euo pipefail
cd "$(dirname "$0")/../.."
limit=${1:-850}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv --without-pip "$folder/venv"
before=$(du -sm "$folder" | cut -f1)
python3 -m pip --python "$folder/venv/bin/python" install --quiet --disable-pip-version-check .
size=$(($(du -sm "$folder" | cut -f1) - before))
echo "base install: $size MB (limit $limit MB)"
[ "$size" -le "$limit" ]
# What is installed must stand alone: no checkout, no development dependency.
cd "$folder" && ./venv/bin/kg --version && ./venv/bin/python -c 'from kg.rdf.schemas import find_schemas; assert (find_schemas() / "ontology.ttl").exists()'
