#!/usr/bin/env bash
# Makes kg/serve/static/editor/ from what scripts/release/editor/package-lock.json pins: bash scripts/release/build_editor.sh
# With --check it only compares, and fails where the files are not what the sources make. It needs npm.
set -euo pipefail
cd "$(dirname "$0")/../.."

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cp scripts/release/editor/* "$made/"
npm ci --prefix "$made" --ignore-scripts --no-audit --no-fund --loglevel=error
"$made/node_modules/.bin/esbuild" "$made/editor.js" --bundle --format=esm --minify --target=es2022 --charset=utf8 \
  --legal-comments=none --log-level=warning --outfile="$made/editor.min.js"

# Each library that came along, with its version and its licence.
node --input-type=module - "$made" > "$made/LICENSES.txt" <<'JS'
import { existsSync, readdirSync, readFileSync } from "node:fs";
const folder = process.argv[2];
const { packages } = JSON.parse(readFileSync(`${folder}/package-lock.json`, "utf8"));
const told = Object.entries(packages).filter(([path, found]) => path && !found.dev && !found.optional);
for (const [path, { version, license }] of told.sort(([a], [b]) => (a < b ? -1 : 1))) {
  const file = readdirSync(`${folder}/${path}`).find((name) => /^licen[cs]e/i.test(name));
  const text = file && existsSync(`${folder}/${path}/${file}`) ? readFileSync(`${folder}/${path}/${file}`, "utf8") : license;
  console.log(`${path.replace("node_modules/", "")} ${version}\n\n${text.trim()}\n\n${"-".repeat(72)}\n`);
}
JS

target=kg/serve/static/editor
if [ "${1:-}" = --check ]; then
  for name in editor.min.js LICENSES.txt; do cmp "$made/$name" "$target/$name"; done
  echo "$target is what scripts/release/editor makes."
else
  mkdir -p "$target"
  cp "$made/editor.min.js" "$made/LICENSES.txt" "$target/"
fi
