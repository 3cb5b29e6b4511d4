"""Papers with other names in them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from scripts.training.noise import disturb
from scripts.training.papers import GoldPaper, read
from scripts.training.renamed import Renaming, draw_renaming, list_names, rename

PAPER = {
    "id": "a",
    "text": "Rotors\n\nWe propose Rotor. Rotor beats Wing by 3.2 BLEU when Wing has 7 blades. "
    "Motor-7B is built on Motor.",
    "mentions": [
        ["Rotor", "METHOD", "rotor"],
        ["Wing", "METHOD", "wing"],
        ["BLEU", "METRIC", "bleu"],
        ["Motor-7B", "MODEL", "motor-7b"],
        ["Motor", "MODEL", "motor"],
    ],
    "proposes": ["rotor"],
    "dataset_roles": {},
    "results": [
        {
            "metric": "bleu",
            "value": "3.2",
            "kind": "delta",
            "dataset": None,
            "subject": "rotor",
            "comparator": "wing",
            "direction": "higher",
            "bound": "exact",
            "conditions": ["when Wing has 7 blades"],
            "holder": "own",
            "task": None,
        }
    ],
    "comparisons": [
        {"subject": "rotor", "object": "wing", "relation": "outperforms", "denied": False, "text": "Rotor beats Wing"},
    ],
}
OTHERS = {
    **PAPER,
    "id": "b",
    "text": "Blade\n\nIt is Blade and Shaft.",
    "mentions": [["Blade", "METHOD", "blade"], ["Shaft", "METHOD", "shaft"]],
    "proposes": [],
    "results": [],
    "comparisons": [],
}


@pytest.fixture
def papers(tmp_path: Path) -> list[GoldPaper]:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, (PAPER, OTHERS))), encoding="utf-8")
    return list(read(path))


def rename_wing(paper: GoldPaper) -> Renaming:
    wings = [mention for mention in paper.document.mentions if mention.text == "Wing"]
    return Renaming(tuple(m.start for m in wings), tuple(m.end for m in wings), ("Tail Fin",) * len(wings))


def test_offsets_move_with_what_stands_before_them() -> None:
    renaming = Renaming((4, 10), (8, 12), ("Wingspan", "x"))
    assert renaming.apply("The Wing, an a.") == "The Wingspan, x a."
    assert [renaming.move(at) for at in (0, 4, 8, 10, 12)] == [0, 4, 12, 14, 15]
    assert renaming.move(6) is None


def test_mentions_follow_and_keep_their_entity(papers: list[GoldPaper]) -> None:
    renamed = rename_wing(papers[0]).rename(papers[0])
    assert "Rotor beats Tail Fin by 3.2 BLEU" in renamed.document.text
    for mention, name in zip(renamed.document.mentions, renamed.names, strict=True):
        assert renamed.document.text[mention.start : mention.end] == mention.text
        assert (mention.text == "Tail Fin") == (name == "wing")


def test_a_mention_that_is_cut_through_is_left_out(papers: list[GoldPaper]) -> None:
    wing = next(mention for mention in papers[0].document.mentions if mention.text == "Wing")
    renamed = Renaming((wing.start + 1,), (wing.end + 3,), ("!",)).rename(papers[0])
    assert len(renamed.names) == len(papers[0].names) - 1


def test_metrics_and_kin_keep_their_names(papers: list[GoldPaper]) -> None:
    names = list_names(papers)
    replaced = {
        papers[0].document.text[start:end]
        for seed in range(200)
        for renaming in [draw_renaming(papers[0], names, random.Random(seed))]
        for start, end in zip(renaming.starts, renaming.ends, strict=True)
    }
    assert replaced == {"Rotor", "Wing"}  # "Motor" is part of "Motor-7B"


def test_conditions_and_comparisons_say_the_new_names(papers: list[GoldPaper]) -> None:
    pairs = (rename(papers[0], disturb(papers[0]), list_names(papers), random.Random(seed)) for seed in range(50))
    texts = set()
    for pair in filter(None, pairs):
        (result,), (comparison,) = pair.annotated.results, pair.annotated.comparisons
        texts.add(pair.annotated.document.text)
        assert result.conditions[0] in pair.annotated.document.text
        assert comparison.text in pair.annotated.document.text
        assert pair.read.document.text == pair.annotated.document.text
    assert any("beats Shaft" in text or "beats Blade" in text for text in texts)


def test_nothing_renamed_is_no_version(papers: list[GoldPaper]) -> None:
    assert rename(papers[0], papers[0], list_names(papers), _Never()) is None


class _Never(random.Random):
    """Chooses nothing."""

    def random(self) -> float:
        return 1.0
