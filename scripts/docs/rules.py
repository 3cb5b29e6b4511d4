"""Writes docs/rules/: a page for each table of rules, from the tables and from what each rule was measured to be worth.

    python -m scripts.docs.rules          # writes the pages
    python -m scripts.docs.rules --check  # exits with 1 if they are not up to date

The figures are those of docs/rules/measured.json, which `python -m scripts.evaluation rules --write` makes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from kg.extraction.discourse.rule import Place, Rule
from scripts.evaluation.rule_groups import GROUPS, RuleGroup
from scripts.evaluation.rules import COMMAND, Measured, format_precision, read_measured

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
READS: Mapping[Place, str] = {
    "text": "a clause or sentence",
    "before": "what stands before a name or a cue, up to it",
    "after": "what stands after a name, from it",
    "between": "what stands between two names",
}
_MARK = re.compile(r"\[(?P<label>[A-Z]+) (?P<name>[^\]]+)\]")
_WRITTEN = "<!-- Written by `python -m scripts.docs.rules`: do not edit. -->"
_ABOUT = f"""\
What the extraction reads in the wording of a text, besides what its networks have learned. Each rule is a pattern, a
text in which it matches, and a close miss in which it must not; tests run both.

The precision is the share of right ones, with its 95% interval (Wilson), of the matches that annotated papers or judged
statements decide on (`{COMMAND}`); "–" where they decide on none. Mentions are given as
they are annotated. The rules were written with most of these papers at hand: how good the extraction is on papers that
nobody has read says [the model card](../model-card.md). A feature of a learned model claims nothing by itself.
"""

Figures = Mapping[str, Mapping[str, Measured]]


def write_pages(figures: Figures) -> dict[str, str]:
    """The text of each page, by its file name."""
    pages = {f"{name}.md": _write_page(group, figures[name]) for name, group in GROUPS.items()}
    return {"README.md": _write_index(figures), **pages}


def _write_index(figures: Figures) -> str:
    lines = ["# Rules", "", _WRITTEN, "", *_ABOUT.splitlines()]
    for name, group in GROUPS.items():
        lines += ["", f"## {group.title}", "", f"{group.about} [The rules]({name}.md)", ""]
        lines += ["| rule | what it says | precision |", "|---|---|---|"]
        for rule in group.rules:
            precision = format_precision(figures[name][rule.name])
            lines.append(f"| [{rule.name}]({name}.md#{_anchor(rule.name)}) | {rule.says} | {precision} |")
    return "\n".join(lines) + "\n"


def _write_page(group: RuleGroup, figures: Mapping[str, Measured]) -> str:
    lines = [
        f"# {group.title}",
        "",
        _WRITTEN,
        "",
        f"{group.about} The table is in `{group.file}`; [all rules](README.md).",
    ]
    if group.right:
        lines += ["", f"Right is: {group.right[0].lower()}{group.right[1:]}"]
    for rule in group.rules:
        lines += ["", *_write_rule(rule, figures[rule.name])]
    return "\n".join(lines) + "\n"


def _write_rule(rule: Rule, row: Measured) -> list[str]:
    matches = f"{row.fired} matches" if row.fired != 1 else "1 match"
    counts = f"{matches}, {row.judged} judged, {row.right} right" if row.judged else f"{matches}, none judged"
    return [
        f"## {rule.name}",
        "",
        rule.says,
        "",
        "| | |",
        "|---|---|",
        f"| reads | {READS[rule.reads]} |",
        f"| example | {_show(rule.example)} |",
        f"| close miss | {_show(rule.no_op)} |",
        f"| why not | {rule.why} |",
        f"| precision | {format_precision(row)}: {counts} |",
        "",
        "```regex",
        rule.pattern.pattern,
        "```",
    ]


def _show(marked: str) -> str:
    """A text of a rule with its marked names in bold, each with its label."""
    return _MARK.sub(
        lambda mark: f"**{mark['name']}**" + ("" if mark["label"] == "CUE" else f" ({mark['label']})"), marked
    )


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def find_stale(pages: Mapping[str, str], folder: Path) -> list[str]:
    """The names of the pages that are missing, differ, or belong to no table."""
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in {*pages, *there} if pages.get(name) != there.get(name))


def main() -> int:
    """Write the pages, or check them, and return an exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if a page is out of date")
    arguments = parser.parse_args()
    pages = write_pages(read_measured(FOLDER / "measured.json"))
    stale = find_stale(pages, FOLDER)
    if arguments.check and stale:
        print(f"docs/rules/{stale[0]} is out of date; run `python -m scripts.docs.rules`.", file=sys.stderr)
        return 1
    for name in stale:
        if name in pages:
            (FOLDER / name).write_text(pages[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
