"""Every figure of docs/model-card.md, on text that the shipped models were not learned from.

Prints the parts of the page between its marks; --write puts them there. A part whose input is not given is neither
measured nor changed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean, median

from kg.evaluation import Figures, read_gold
from kg.model.records import SourceEntry
from kg.pipeline import extract
from kg.read.inputs import iter_items
from kg.read.merge import merge
from kg.system.files import replacing
from scripts.arguments import add_gold_folder, file, folder_with, positive
from scripts.evaluation import transfer
from scripts.evaluation.held_out import LEAST_SCORES, Measured, count_entities, count_known, measure, read_sets

PAGE = Path(__file__).parents[2] / "docs" / "model-card.md"
LISTINGS = "tests/data/listings"
ALIKE = ("· kind", "· direction", "· bound", "· holder")  # of these P, R and F1 are one: the share that is right
MARKED = re.compile(r"(<!-- (listings|figures|off-field|transfer): .*? -->\n).*?(<!-- end -->)", re.DOTALL)


def format_listings(gold: Path) -> str:
    """How many papers of the sample listings are training text."""
    entries = (item for item in iter_items([LISTINGS]) if isinstance(item, SourceEntry))
    titles = [paper.title for paper in merge(entries)]
    train, dev = (count_known(titles, read_gold(gold / f"{name}.jsonl")) for name in ("train", "dev"))
    return (
        f"Of the {len(titles)} papers of the sample listings, {train} are in `train.jsonl`, and {dev} in `dev.jsonl`, "
        "on which thresholds were chosen.\n"
    )


def format_figures(sets: Sequence[Measured]) -> str:
    """All figures by kind of text, as a Markdown table.

    A dash stands where the models have learned from the papers, or the gold has nothing to compare with.
    """
    rows: dict[str, list[str]] = {
        "papers": [f"{len(measured.held_out.papers)}" for measured in sets],
        "results in the gold": [
            f"{sum(len(paper.results) for paper in measured.held_out.papers)}" for measured in sets
        ],
    }
    for name in dict.fromkeys(name for measured in sets for name in measured.figures):
        rows[name.strip()] = [_format_cell(name, measured.figures, measured.half_widths) for measured in sets]
    for name in ("muc", "b-cubed", "ceaf-e"):
        rows[name] = [_format_cell(name, measured.linking.rows()) for measured in sets]
    rows["conll (F1)"] = [f"{measured.linking.conll_f1:.3f}" for measured in sets]
    rows["calibration error of mentions"] = [
        "–" if measured.calibration is None else f"{measured.calibration.ece:.3f}" for measured in sets
    ]
    for least in LEAST_SCORES:
        rows[f"results of score {least} and more, tuple right"] = [_format_share(measured, least) for measured in sets]
    heading = ["", *(measured.held_out.name for measured in sets)]
    return "".join(_format_rows([heading, ["---"] * len(heading), *([name, *cells] for name, cells in rows.items())]))


def format_off_field(name: str, counts: Sequence[int], ours: Measured) -> str:
    """How many entities are named by papers in which hardly anything is one, beside papers of the field."""
    rows = [
        ["", "papers", "entities a paper, mean", "median", "most", "papers with none"],
        ["---"] * 6,
        *(
            [kind, f"{len(found)}", f"{fmean(found):.1f}", f"{median(found):g}", f"{max(found)}", f"{found.count(0)}"]
            for kind, found in ((name, list(counts)), (ours.held_out.name, list(ours.entities)))
        ),
    ]
    return "".join(_format_rows(rows))


def format_transfer(folder: Path) -> str:
    """The shipped pipeline on public test sets, as a Markdown table."""
    rows = [["", "texts", "entities", "span and label", "span", "overlap"], ["---"] * 6]
    for name in transfer.LABELS_OF:
        for part, texts, figures in transfer.measure(name, folder):
            cells = [_format_cell(row, figures) for row in ("mention", "span", "overlap")]
            rows.append([part, f"{texts}", f"{figures['mention'].gold}", *cells])
    return "".join(_format_rows(rows))


def update(page: str, parts: Mapping[str, str]) -> str:
    """The page with these parts between their marks.

    Raises:
        ValueError: the page has no marks for a part.
    """
    if missing := parts.keys() - {found[2] for found in MARKED.finditer(page)}:
        raise ValueError(f"The page has no marks for {', '.join(sorted(missing))}.")
    return MARKED.sub(lambda found: f"{found[1]}{parts[found[2]]}{found[3]}" if found[2] in parts else found[0], page)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument("--off-field", type=file, metavar="FILE", help="papers of other fields, in any input format")
    parser.add_argument("--public", type=folder_with(*transfer.LABELS_OF), metavar="FOLDER", help="of public test sets")
    parser.add_argument("--workers", type=positive, default=1, help="processes (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="put what was measured into docs/model-card.md")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    sets = [measure(held_out, workers=arguments.workers) for held_out in read_sets(Path(arguments.gold))]
    parts = {"listings": format_listings(Path(arguments.gold)), "figures": format_figures(sets)}
    if arguments.off_field:
        knowledge = extract([str(arguments.off_field)], workers=arguments.workers).knowledge
        parts["off-field"] = format_off_field("other fields", count_entities(knowledge), sets[0])
    if arguments.public:
        parts["transfer"] = format_transfer(arguments.public)
    print("\n".join(parts.values()))
    if arguments.write:
        page = update(PAGE.read_text(encoding="utf-8"), parts)
        with replacing(PAGE) as written:
            written.write(page)
    return 0


def _format_cell(name: str, figures: Mapping[str, Figures], half_widths: Mapping[str, float] | None = None) -> str:
    if name not in figures:
        return "–"
    row = figures[name]
    figure = f"{row.r:.3f}" if name in ALIKE else f"{row.p:.3f} / {row.r:.3f} / {row.f1:.3f}"
    return f"{figure} ± {half_widths[name]:.2f}" if half_widths and name in half_widths else figure


def _format_share(measured: Measured, least: float) -> str:
    if least not in measured.surest:
        return "–"
    row = measured.surest[least]
    return f"{round(row.p * row.predicted)} of {row.predicted}"


def _format_rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    return (f"| {' | '.join(cells)} |\n" for cells in rows)
