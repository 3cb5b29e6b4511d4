"""Fit how likely it is that a text is about machine learning, by its words.

Of the field are papers of corpora that hold nothing else; others are those papers of a mixed corpus that have none of
the core words of the field. Annotated papers are left out; how few of them score how little is printed, and the bound
is chosen by that.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kg.evaluation import read_gold
from kg.extraction.field import CLASSES, list_words
from kg.extraction.learned import linear
from scripts.arguments import add_gold_folder, file
from scripts.corpora import read_papers
from scripts.training.logistic import Example, fit, write

WEIGHTS = Path(linear.__file__).with_name("weights") / "field.json"
_CORE = re.compile(
    r"\b(?:learning|neural|llms?|language models?|transformers?|datasets?|deep|attention|agents?|benchmarks?|"
    r"classif\w+|embeddings?|ai|machine|training|trained|diffusion|nlp|speech|translation|corpus|corpora|vision|"
    r"images?|prompt\w*|recogni\w+|segmentation|reinforcement|generative)\b",
    re.IGNORECASE,
)
_MOST = 3000  # papers of a corpus of the field; three times as many others
_L2 = 30.0  # strong, so that scores are graded: with 3, half of the annotated papers are above 0.9998
_LEAST = 30  # papers that have a word, or it is left out
_QUANTILES = (0.0025, 0.005, 0.01, 0.02, 0.05, 0.5)


def has_core_word(text: str) -> bool:
    """Whether a text uses any word that hardly a paper on machine learning does without."""
    return _CORE.search(text) is not None


def spread(rows: Iterable[list[str]], most: int) -> list[list[str]]:
    """At most that many of the rows, spread evenly over them."""
    found = list(rows)
    step = max(1, -(-len(found) // most))
    return found[::step]


def read_texts(corpus: Path, *, but: Collection[str]) -> Iterator[str]:
    """Title, two line feeds and abstract of the papers of a corpus whose titles, in lower case, are not in `but`."""
    for paper in read_papers(corpus):
        if str(paper["title"]).lower() not in but:
            yield f"{paper['title']}\n\n{paper['abstract']}"


def read_gold_texts(folder: Path) -> dict[str, list[str]]:
    """The texts of each file of annotated papers in a folder, by the file's name.

    Raises:
        InputError: see `kg.evaluation.read_gold`.
    """
    return {path.name: [paper.text for paper in read_gold(path)] for path in sorted(folder.glob("*.jsonl"))}


def collect(of_field: Iterable[Path], mixed: Path, *, but: Collection[str]) -> list[Example]:
    """The examples of both classes: the words of each paper, without the papers whose titles are in `but`."""
    examples: list[Example] = []
    for corpus in of_field:
        rows = spread(map(list_words, read_texts(corpus, but=but)), _MOST)
        examples += [(row, CLASSES[0]) for row in rows]
    others = (list_words(text) for text in read_texts(mixed, but=but) if not has_core_word(text))
    return [*examples, *((row, CLASSES[1]) for row in spread(others, 3 * _MOST))]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("of_field", type=file, nargs="+", metavar="CORPUS", help="papers on machine learning alone")
    parser.add_argument("--mixed", type=file, required=True, metavar="CORPUS", help="papers on this and other things")
    add_gold_folder(parser)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS, help="a file (default: the shipped one)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    gold = read_gold_texts(Path(arguments.gold))
    titles = {text.partition("\n\n")[0].lower() for texts in gold.values() for text in texts}
    examples = collect(arguments.of_field, arguments.mixed, but=titles)
    model = fit(examples, CLASSES, penalty=_L2, bias_penalty=_L2 / 100, least=_LEAST, iterations=200)
    write(model, arguments.output)
    for name in ("train.jsonl", "claims-train.jsonl"):
        scores = sorted(model.probabilities(list_words(text))["field"] for text in gold.get(name, ()))
        if scores:
            quantiles = ", ".join(f"{share:.2%}: {scores[int(share * len(scores))]:.3f}" for share in _QUANTILES)
            print(f"{name}: {len(scores)} papers; below {quantiles}")
    return 0
