"""Selects well-known benchmark names: those of evaluation suites' own lists that abstracts mention often enough.

usage: select_benchmarks.py NAMES.tsv.gz CORPUS.jsonl.gz... [-o kg/resolve/data/benchmarks.tsv]

NAMES has name, kind and source, tab-separated. A name is kept if one of SUITES lists it, it looks like a name rather
than a word, and MIN_PAPERS abstracts write it exactly so.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

from kg.names import normalise

SUITES = (
    "HELM",
    "NLP-progress",
    "VLMEvalKit",
    "evalscope",
    "inspect-evals",
    "lighteval",
    "lm-eval",
    "lmms-eval",
    "mteb",
    "opencompass",
    "tfds",
    "torchvision",
)
MIN_PAPERS = 8
MAX_WORDS = 4
_TOKEN = re.compile(r"[^\s,;:()\[\]\"']+")


def is_name(name: str) -> bool:
    """Whether it could not be an ordinary word: two capitals, or a capital and a digit or hyphen."""
    capitals = sum(map(str.isupper, name))
    return len(name) >= 3 and (capitals >= 2 or (capitals == 1 and re.search(r"[\d-]", name) is not None))


def candidates(names: Path) -> dict[str, set[str]]:
    """Names of suites -> the suites that list them."""
    found: dict[str, set[str]] = defaultdict(set)
    with gzip.open(names, "rt", encoding="utf-8") as lines:
        for line in lines:
            name, kind, source = line.rstrip("\n").split("\t")
            suite = next((suite for suite in SUITES if source.startswith(suite)), None)
            if kind == "dataset" and suite and is_name(name) and len(name.split()) <= MAX_WORDS:
                found[name].add(suite)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("kg/resolve/data/benchmarks.tsv"))
    args = parser.parse_args()
    known = candidates(args.names)
    papers: Counter[str] = Counter()
    for corpus in args.corpora:
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                paper = json.loads(line)
                words = [word.strip(".") for word in _TOKEN.findall(f"{paper['title']} {paper['abstract']}")]
                grams = {" ".join(words[i : i + n]) for n in range(1, MAX_WORDS + 1) for i in range(len(words) - n + 1)}
                papers.update(gram for gram in grams if gram in known)
    chosen: dict[str, str] = {}  # of spellings with one key, the most frequent
    for name in sorted(papers, key=lambda n: (-papers[n], n)):
        if papers[name] >= MIN_PAPERS:
            chosen.setdefault(normalise(name), name)
    aside = args.output.with_suffix(".tmp")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write("name\tsource\n")
        for name in sorted(chosen.values(), key=lambda n: (n.casefold(), n)):
            file.write(f"{name}\t{'; '.join(sorted(known[name]))}\n")
    os.replace(aside, args.output)


if __name__ == "__main__":
    main()
