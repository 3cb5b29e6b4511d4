"""Selects well-known benchmark names: those of evaluation suites' own lists that abstracts mention often enough.

    python -m scripts.vocabulary.select_benchmarks NAMES.tsv.gz CORPUS.jsonl.gz... [-o kg/vocabulary/benchmarks.tsv]

NAMES has name, kind and source, tab-separated. A name is kept if one of SUITES lists it, it looks like a name rather
than a word, no source takes it for anything but a dataset, and MIN_PAPERS abstracts write it exactly so. COMMON adds
names of common usage that the suites spell otherwise.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter, defaultdict
from pathlib import Path

from kg.system.files import replacing
from kg.text.normalise import normalise
from scripts.arguments import file
from scripts.corpora import read_papers

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
COMMON = """
ADE20K; AIME 2024; AIME 2025; ALFWorld; ARC-Challenge; ARC-Easy; ARC-AGI; ActivityNet; AlpacaEval 2.0;
AndroidWorld; Arena-Hard; Atari 100k; BEIR; BFCL; C-Eval; CALVIN; CMMLU; COCO; CelebA-HQ; Chatbot Arena;
CIFAR-10; CIFAR-100; Cityscapes; D4RL; DPG-Bench; DeepMind Control Suite; EgoSchema; FFHQ; GenEval;
GPQA Diamond; ImageNet; ImageNet-1k; ImageNet 256x256; ImageNet 512x512; KITTI; Kinetics-400; LIBERO;
LM Evaluation Harness; LongBench v2; MATH-500; MMMU-Pro; MTEB; Meta-World; Mind2Web; OSWorld; PASCAL VOC;
PlanBench; RealWorldQA; SWE-bench; SWE-bench Lite; SWE-bench Verified; ScanNet; ScreenSpot; ScreenSpot-v2;
Something-Something V2; T2I-CompBench; Terminal-Bench; VBench; VQA v2; VisualWebArena; WebArena; WebShop;
nuScenes; tau-bench; LiveCodeBench; HumanEval; GSM8K; MMLU;
GLUE; HellaSwag; LAMBADA; MATH; Penn Treebank; RACE; SQuAD; SuperGLUE; TriviaQA; TruthfulQA; WinoGrande; XNLI
"""
NO_BENCHMARKS = frozenset({"LLM Compression"})  # a heading among the names
MIN_PAPERS = 5
MAX_WORDS = 4
_TOKEN = re.compile(r"[^\s,;:()\[\]\"']+")


def is_name(name: str) -> bool:
    """Whether it could not be ordinary words: a word with two capitals, or a capital and a digit or hyphen."""
    return len(name) >= 3 and re.search(r"[A-Z]\S*[A-Z]|[A-Z].*[\d-]", name) is not None


def find_candidates(names: Path) -> dict[str, set[str]]:
    """Names of suites -> the suites that list them."""
    found: dict[str, set[str]] = defaultdict(set)
    other: set[str] = set()
    with gzip.open(names, "rt", encoding="utf-8") as lines:
        for line in lines:
            name, kind, source = line.rstrip("\n").split("\t")
            suite = next((suite for suite in SUITES if source.startswith(suite)), None)
            if kind != "dataset":
                other.add(name.casefold())
            elif suite and is_name(name) and len(name.split()) <= MAX_WORDS:
                found[name].add(suite)
    return {name: suites for name, suites in found.items() if name.casefold() not in other}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.vocabulary.select_benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", type=file, metavar="NAMES.tsv.gz")
    parser.add_argument("corpora", nargs="+", type=file, metavar="CORPUS.jsonl[.gz]")
    parser.add_argument("-o", "--output", type=Path, default=Path("kg/vocabulary/benchmarks.tsv"))
    args = parser.parse_args()
    known = find_candidates(args.names)
    papers: Counter[str] = Counter()
    for corpus in args.corpora:
        for paper in read_papers(corpus):
            words = [word.strip(".") for word in _TOKEN.findall(f"{paper['title']} {paper['abstract']}")]
            grams = {" ".join(words[i : i + n]) for n in range(1, MAX_WORDS + 1) for i in range(len(words) - n + 1)}
            papers.update(gram for gram in grams if gram in known)
    chosen: dict[str, str] = {}  # of spellings with one key, the most frequent
    for name in sorted(papers, key=lambda n: (-papers[n], n)):
        if papers[name] >= MIN_PAPERS and name not in NO_BENCHMARKS:
            chosen.setdefault(normalise(name), name)
    common = [name.strip() for name in re.split(r";\s", COMMON)]
    for name in common:
        chosen[normalise(name)] = name
    with replacing(args.output) as output:
        output.write("name\tsource\n")
        for name in sorted(chosen.values(), key=lambda n: (n.casefold(), n)):
            output.write(f"{name}\t{'common usage' if name in common else '; '.join(sorted(known[name]))}\n")


if __name__ == "__main__":
    main()
