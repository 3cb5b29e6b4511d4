"""The shipped pipeline, as it is, on public test sets of scientific entities: other fields, other kinds of text.

The sets' labels are not ours: only those that both know are compared, METHOD and MODEL together as a set's methods, and
the sets draw the line between a name and none elsewhere. `public` says what the encoder reaches where it learns from a
set.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.evaluation import AnnotatedMention, Annotation, Figures, evaluate
from kg.extraction import load
from kg.model.records import Mention
from kg.model.types import Label
from scripts.arguments import folder_with
from scripts.evaluation.common import format_table
from scripts.evaluation.public import SETS
from scripts.evaluation.public_texts import Text, split_sentences

LABELS_OF: Mapping[str, Mapping[str, Label]] = MappingProxyType(
    {
        "scierc": {"Method": "METHOD", "Task": "TASK", "Metric": "METRIC", "Material": "DATASET"},
        "scier": {"Method": "METHOD", "Task": "TASK", "Dataset": "DATASET"},
        "tdmsci": {"TASK": "TASK", "DATASET": "DATASET", "METRIC": "METRIC"},
    }
)
_PAPERS = ("scier",)  # sets whose texts are whole papers, of which a sentence is read at once
_ROWS = ("mention", "span", "overlap")


def to_gold(identifier: str, text: Text, labels: Mapping[str, Label]) -> Annotation:
    """A text of a public set, its words joined by blanks, with the entities whose labels we know."""
    starts = [0]
    for word in text.words:
        starts.append(starts[-1] + len(word) + 1)
    mentions = tuple(
        AnnotatedMention(starts[first], starts[last] - 1, labels[label], "")
        for first, last, label in sorted(text.spans)
        if label in labels
    )
    return Annotation(identifier, " ".join(text.words), mentions)


def to_prediction(identifier: str, mentions: tuple[Mention, ...], labels: Mapping[str, Label]) -> Annotation:
    """What was found of the labels that the set has."""
    known = set(labels.values())
    merged: list[tuple[Mention, Label]] = [(m, "METHOD" if m.label == "MODEL" else m.label) for m in mentions]
    found = tuple(AnnotatedMention(m.start, m.end, label, "") for m, label in merged if label in known)
    return Annotation(identifier, "", found)


def read_tests(name: str, folder: Path) -> dict[str, list[Text]]:
    """The texts of each test part of a set, as the pipeline reads them."""
    tests = SETS[name].split(folder, 0).tests
    if name not in _PAPERS:
        return {part: list(texts) for part, texts in tests.items()}
    return {part: [sentence for text in texts for sentence in split_sentences(text)] for part, texts in tests.items()}


def measure(name: str, folder: Path) -> Iterator[tuple[str, int, dict[str, Figures]]]:
    """Name, number of texts and figures of each test part of a set."""
    extractor, labels = load(), LABELS_OF[name]
    for part, texts in read_tests(name, folder).items():
        gold = [to_gold(str(i), text, labels) for i, text in enumerate(texts)]
        extractions = extractor.extract(paper.text for paper in gold)
        predicted = {
            paper.id: to_prediction(paper.id, extraction.mentions, labels)
            for paper, extraction in zip(gold, extractions, strict=True)
        }
        figures = evaluate(gold, predicted)
        yield f"{name} {part}", len(gold), {row: figures[row] for row in _ROWS}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("set", choices=sorted(LABELS_OF))
    parser.add_argument(
        "--public", type=folder_with(), required=True, metavar="FOLDER", help="of the test sets, a folder for each"
    )


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    for name, texts, figures in measure(arguments.set, arguments.public):
        print(name, format_table(texts, figures).replace(" papers", " texts", 1), sep="\n")
    return 0
