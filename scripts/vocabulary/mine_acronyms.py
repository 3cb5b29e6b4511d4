"""Counts which long forms the abstracts of a corpus define for each short form, and writes the table that is shipped.

    python -m scripts.vocabulary.mine_acronyms CORPUS.jsonl.gz... [-o kg/vocabulary/acronyms.tsv]

The corpora are in the generic input format (id, title, abstract). What is kept are facts: short form, long form, how
many papers define it so, and their share of all papers that define the short form.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from kg.extraction.coreference.abbreviations import find_pairs
from kg.resolve.word_forms import choose_spelling, make_sense_key, to_singular
from kg.system.files import replacing
from kg.text.normalise import is_short_form, normalise
from scripts.arguments import file
from scripts.corpora import read_papers

MIN_PAPERS = 8  # that define the short form at all
MIN_SHARE = 0.08  # of a meaning that is worth knowing
MIN_MEANING = 4  # papers that give a meaning
MAX_LONG = 60  # characters
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n\n")


def find_definitions(corpora: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yields a short and a long form for every definition, each once a paper."""
    for corpus in corpora:
        for paper in read_papers(corpus):
            text = f"{paper['title']}\n\n{paper['abstract']}"
            cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
            found = find_pairs(text, tuple(pairwise(cuts)))
            yield from sorted({(text[slice(*pair.short)], " ".join(text[slice(*pair.long)].split())) for pair in found})


def to_singular_short(short: str) -> str:
    """ "LLMs" -> "LLM"."""
    return short[:-1] if len(short) > 2 and short.endswith("s") and short[-2].isupper() else short


def make_table(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, int, float]]:
    """Yields (short, long, papers, share), most papers first within a short form, in order of short forms."""
    shorts: dict[str, Counter[str]] = defaultdict(Counter)
    longs: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for short, long in pairs:
        if is_short_form(short) and len(long) <= MAX_LONG and re.fullmatch(r"[\w '’/+-]+", long):
            key = normalise(short)
            shorts[key][to_singular_short(short)] += 1
            longs[key][make_sense_key(long)][long] += 1
    for key in sorted(shorts):
        total = sum(shorts[key].values())
        if total < MIN_PAPERS:
            continue
        short = min(shorts[key], key=lambda s: (-shorts[key][s], s))
        rows = []
        for spellings in longs[key].values():
            papers = sum(spellings.values())
            if papers >= MIN_MEANING and papers / total >= MIN_SHARE:
                rows.append((short, choose_name(spellings), papers, papers / total))
        rows.sort(key=lambda row: (-row[2], row[1]))
        # A definition cut short ("modal large language model") is no meaning of its own.
        yield from (
            row for i, row in enumerate(rows) if not any(normalise(r[1]).endswith(normalise(row[1])) for r in rows[:i])
        )


def choose_name(spellings: Counter[str]) -> str:
    """The usual spelling of the most frequent key, in the singular."""
    keys: Counter[str] = Counter()
    for spelling, count in spellings.items():
        keys[normalise(spelling)] += count
    best = min(keys, key=lambda k: (-keys[k], k))
    ones: Counter[str] = Counter()
    for spelling, count in spellings.items():
        if normalise(spelling) == best:
            ones[to_singular(spelling)] += count
    return choose_spelling(ones)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.vocabulary.mine_acronyms",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpora", nargs="+", type=file, metavar="CORPUS.jsonl[.gz]")
    parser.add_argument("-o", "--output", type=Path, default=Path("kg/vocabulary/acronyms.tsv"))
    args = parser.parse_args()
    with replacing(args.output) as output:
        output.write("short\tlong\tpapers\tshare\tsource\n")
        for short, long, papers, share in make_table(find_definitions(args.corpora)):
            output.write(f"{short}\t{long}\t{papers}\t{share:.3f}\tcounted in abstracts\n")


if __name__ == "__main__":
    main()
