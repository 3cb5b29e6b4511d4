"""How the models of comparisons are learned, and what they are worth."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from kg.extraction.document import MentionIndex
from kg.extraction.learned.linear import Model
from kg.extraction.relations.compared_pairs import ComparisonModel, Pair, Sureness, parse
from kg.extraction.relations.comparison_cues import find_candidates
from scripts.training.comparisons import calibrate, collect, judge, judge_pairs, read_names, train, write
from scripts.training.papers import GoldPaper, read

PAPER = {
    "id": "a",
    "text": "Rotors\n\nWe propose Rotor. Rotor beats Wing. Motor trails Wing. Rotor matches Blade on Wing.",
    "mentions": [["Rotor", "METHOD", "rotor"], ["Wing", "METHOD", "wing"], ["Motor", "METHOD", "motor"],
                 ["Blade", "METHOD", "blade"]],
    "proposes": ["rotor"],
    "dataset_roles": {},
    "results": [],
    "comparisons": [
        {"subject": "rotor", "object": "wing", "relation": "outperforms", "denied": False, "text": "Rotor beats Wing"},
        {"subject": "wing", "object": "motor", "relation": "outperforms", "denied": False, "text": "Motor trails Wing"},
        {"subject": "rotor", "object": "blade", "relation": "comparesWith", "denied": False,
         "text": "Rotor matches Blade"},
    ],
}  # fmt: skip


@pytest.fixture
def paper(tmp_path: Path) -> GoldPaper:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(PAPER), encoding="utf-8")
    return next(read(path))


def test_a_candidate_is_judged_by_the_comparison_of_its_sentence(paper: GoldPaper) -> None:
    names = read_names(paper)
    judged = [
        (paper.names[candidate.mention], *judge(names, sentence, candidate))
        for sentence in paper.document.sentences
        for candidate in find_candidates(paper.document, *sentence)
    ]
    assert judged == [
        ("wing", "better", "rotor"),
        ("wing", "worse", "motor"),
        ("blade", "level", "rotor"),
        ("wing", "none", None),
    ]


def test_subjects_are_learned_where_something_is_compared(paper: GoldPaper) -> None:
    verdicts, subjects = collect([read_names(paper)])
    assert [label for _, label in verdicts] == ["better", "worse", "level", "none"]
    assert [label for _, label in subjects].count("subject") == 3


def test_what_was_learned_is_found_again(paper: GoldPaper) -> None:
    names = read_names(paper)
    pairs = sorted(judge_pairs(train([names] * 8), [names]), key=lambda pair: pair[0].by_rules or 0.0)
    assert [correct for _, correct in pairs[-3:]] == [True] * 3


def draw_pair(rng: random.Random) -> Pair:
    by_rules = rng.random() if rng.random() < 0.7 else None
    return Pair(MentionIndex(0), MentionIndex(1), "outperforms", by_rules, rng.random())


def test_a_score_is_the_share_of_right_ones() -> None:
    rng = random.Random(5)
    truth = Sureness(rules=0.75, encoder=0.5, unread=-1.5, offset=-0.5)
    pairs = [(pair, rng.random() < truth.score(pair)) for pair in (draw_pair(rng) for _ in range(8000))]
    learned = calibrate(pairs)
    for pair in (draw_pair(rng) for _ in range(30)):
        assert learned.score(pair) == pytest.approx(truth.score(pair), abs=0.06)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    model = ComparisonModel(
        Model(("none", "better"), {"bias": (0.5, -0.5), 'a "b"': (1.0, 2.0)}),
        Model(("other", "subject"), {}),
        together=Sureness(0.8, 0.5, -2.0, -0.1),
        alone=Sureness(1.0, 0.0, 0.0, 0.25),
    )
    write(model, tmp_path / "m.json")
    assert parse((tmp_path / "m.json").read_text(encoding="utf-8")) == model
