"""The annotation scorer, where it is at hand, gives the same figures on whatever is predicted."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main
from kg.evaluation import read_gold
from kg.model.types import LABELS

ANNOTATION = Path(__file__).parents[3] / "shared" / "annotation"
SCORER = ANNOTATION / "score.py"
GOLD = ANNOTATION / "dev.jsonl"
CLAIMS = ANNOTATION / "claims-dev.jsonl"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SCORER.exists(), reason="the annotations are not here")]


def disturb(paper, rng):
    """The gold of a paper as a prediction, with mentions dropped, shifted, relabelled, doubled and renamed."""
    mentions = []
    for mention in paper.mentions:
        start, end, label, entity = mention.start, mention.end, mention.label, mention.entity
        match rng.choice(("keep", "keep", "keep", "drop", "shift", "label", "entity", "double")):
            case "drop":
                continue
            case "shift":  # not far: of two gold mentions that are equally near, the scorer takes either
                start = max(0, start - rng.randrange(-2, 3))
                end = min(len(paper.text), max(start + 1, end + rng.randrange(-2, 3)))
            case "label":
                label = rng.choice(LABELS)
            case "entity":
                entity = rng.choice((entity.upper(), "one for many", f"{entity} ({rng.randrange(3)})"))
            case "double":
                mentions.append((start, end, rng.choice(LABELS), "twin"))
        mentions.append((start, end, label, entity))
    rng.shuffle(mentions)
    known = [entity for *_, entity in mentions] or ["none"]
    return {
        "id": paper.id,
        "mentions": [dict(zip(("start", "end", "label", "entity"), mention, strict=True)) for mention in mentions],
        "proposes": [name for name in (*paper.proposes, rng.choice(known)) if rng.random() < 0.7],
        "dataset_roles": {
            rng.choice((name, name, rng.choice(known))): rng.choice((role, role, "mention"))
            for name, role in paper.dataset_roles.items()
        },
        "results": [
            {
                "metric": rng.choice((result.metric, result.metric, rng.choice(known), None)),
                "value": rng.choice((result.value, f"+{result.value}%", f"{result.value}0", "1,000")),
                "kind": rng.choice((result.kind, result.kind, "delta")),
                "dataset": rng.choice((result.dataset, result.dataset, None)),
                "subject": rng.choice((result.subject, result.subject, rng.choice(known))),
                "comparator": rng.choice((result.comparator or None, rng.choice(known))),
                "direction": rng.choice((result.direction, "increase", None)),
                "bound": rng.choice((result.bound, result.bound, "up to")),
                "conditions": list(
                    rng.choice((result.conditions, result.conditions[:1], (*result.conditions, "at 4 Steps")))
                ),
                "holder": rng.choice((result.holder, "own")),
                "task": rng.choice((result.task, rng.choice(known))),
            }
            for result in rng.choices(paper.results, k=len(paper.results))
        ],
        "comparisons": [
            {
                "subject": rng.choice((comparison.subject, comparison.subject, rng.choice(known))),
                "object": comparison.object,
                "relation": rng.choice((comparison.relation, comparison.relation, "comparesWith")),
                "denied": rng.choice((comparison.denied, comparison.denied, not comparison.denied)),
            }
            for comparison in paper.comparisons or ()
        ],
    }


def scorer(gold, *args):
    command = [sys.executable, str(SCORER), str(gold), *args]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_scorer_says_the_same_of_what_is_extracted(tmp_path, capsys):
    path = tmp_path / "facts.jsonl"
    assert main(["extract", str(CLAIMS), "-o", str(path)]) == 0
    capsys.readouterr()
    assert main(["eval", str(CLAIMS), "--input", str(path)]) == 0
    table, _, calibration = capsys.readouterr().out.partition("scores of ")
    assert table == scorer(CLAIMS, str(path))
    assert "\nwhole " in table
    assert calibration.endswith("(10 bins)\n")  # the scorer says nothing of scores
    assert main(["eval", str(CLAIMS), "--input", str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report.pop("calibration")
    assert report == json.loads(scorer(CLAIMS, str(path), "--json"))
    assert all(report[row]["f1"] > 0 for row in ("whole", "· metric", "· comparator", "· conditions"))


@pytest.mark.parametrize("gold", [GOLD, CLAIMS], ids=["dev", "claims-dev"])
@pytest.mark.parametrize("seed", range(5))
def test_the_scorer_says_the_same(gold, seed, tmp_path, capsys):
    rng = random.Random(seed)
    papers = [paper for paper in read_gold(gold) if rng.random() < 0.9]
    path = tmp_path / "predicted.jsonl"
    path.write_text("".join(json.dumps(disturb(paper, rng)) + "\n" for paper in papers), encoding="utf-8")
    assert main(["eval", str(gold), "--input", str(path), "--errors", "20"]) == 0
    assert capsys.readouterr().out == scorer(gold, str(path), "--errors", "20")
    assert main(["eval", str(gold), "--input", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(scorer(gold, str(path), "--json"))
