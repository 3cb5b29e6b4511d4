from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.analyse.analysis import Analysis
from kg.analyse.communities import compute_share_within_community

IMAGE = {"method/guidance", "model/diffusion-model", "metric/fid", "dataset/imagenet", "task/image-synthesis"}
TEXT = {"method/alignment", "model/reward-model", "method/preference-tuning", "dataset/gsm8k", "task/dialogue"}


def test_themes_are_found_and_metrics_join_the_one_they_meet(two_themes) -> None:
    communities = Analysis(two_themes).communities
    sets = [set(c.concepts) for c in communities]
    assert any(s >= IMAGE for s in sets)
    assert any(s >= TEXT for s in sets)
    assert not any(IMAGE & s and TEXT & s for s in sets)


def test_names_tell_themes_apart_and_not_what_all_papers_name(two_themes) -> None:
    names = [c.name for c in Analysis(two_themes).communities]
    assert len(set(names)) == len(names)
    parts = [part for name in names for part in name.split(" · ")]
    assert len(set(parts)) == len(parts)
    assert not {"large language model", "accuracy"} & set(parts)


def test_a_paper_is_in_one_theme_and_the_largest_comes_first(two_themes) -> None:
    communities = Analysis(two_themes).communities
    papers = [paper for c in communities for paper in c.papers]
    assert len(set(papers)) == len(papers)
    assert [c.number for c in communities] == list(range(len(communities)))
    assert [len(c.papers) for c in communities] == sorted((len(c.papers) for c in communities), reverse=True)
    image = next(c for c in communities if "method/guidance" in c.concepts)
    assert sum(paper.startswith("image") for paper in image.papers) >= 30


def test_nothing_shared_is_no_theme(make) -> None:
    assert Analysis(make({})).communities == ()
    assert Analysis(make({"a": ["method/x"], "b": ["method/y"]})).communities == ()
    assert Analysis(make({"a": ["metric/m", "metric/n"], "b": ["metric/m", "metric/n"]})).communities == ()
    alone = {f"{e}{i}": [f"method/{e}"] for e in "abcde" for i in range(2)}
    assert Analysis(make(alone)).communities == ()  # shared, but never together


def test_equal_knowledge_gives_equal_communities_call_after_call(two_themes) -> None:
    first = Analysis(two_themes).communities
    assert all(Analysis(replace(two_themes)).communities == first for _ in range(5))


@pytest.mark.slow
def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "from kg.model.knowledge import Entity, Knowledge, LinkedMention, PaperFacts\n"
        "from kg.model.records import Paper\n"
        "from kg.analyse.analysis import Analysis\n"
        "names = [f'method/{i}' for i in range(40)]\n"
        "rows = [tuple(sorted({(i * i + j * (i % 7)) % 40 for j in range(5)})) for i in range(90)]\n"
        "mention = lambda e: LinkedMention(0, 1, 'METHOD', 'x', names[e], 1.0, '')\n"
        "facts = tuple(PaperFacts(Paper(f'{i:02}', 'x', ''), tuple(map(mention, row)), (), (), (), ())"
        " for i, row in enumerate(rows))\n"
        "entities = tuple(Entity(n, 'METHOD', n, (), (), sum(i in r for r in rows), 1) for i, n in enumerate(names))\n"
        "print(Analysis(Knowledge(facts, tuple(sorted(entities, key=lambda e: e.id)), ())).communities)\n"
    )
    root = Path(__file__).parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert "Community(" in outputs.pop()


def test_the_share_within_a_community_is_low_for_what_every_theme_names(two_themes) -> None:
    analysis = Analysis(two_themes)
    incidence, cooccurrence = analysis.incidence, analysis.cooccurrence
    shares = compute_share_within_community(incidence, cooccurrence, analysis.communities)
    share = dict(zip(incidence.entities, shares, strict=True))
    assert all(0 <= value <= 1 for value in share.values())
    assert max(share["model/large-language-model"], share["metric/accuracy"]) < min(share[e] for e in IMAGE | TEXT)
    assert share["method/text-only-35"] == 0
    assert compute_share_within_community(incidence, cooccurrence, ()).tolist() == [0.0] * len(incidence.entities)


def test_a_description_names_a_theme_before_a_proper_name(make) -> None:
    themes = {
        "a": ["method/ADAM", "method/low-rank-adaptation", "task/translation", "method/adapter-tuning"],
        "b": ["method/CLIP", "method/contrastive-learning", "task/image-retrieval", "task/zero-shot-transfer"],
    }
    papers = {f"{key}{i}": named for key, named in themes.items() for i in range(9)}
    for community in Analysis(make(papers)).communities:
        assert community.name.split(" · ")[0] not in ("ADAM", "CLIP")


def test_what_many_papers_name_does_not_make_a_theme(make) -> None:
    """A hub in two of three papers pulls ten small themes together unless it is kept out."""
    papers = {}
    for theme in range(10):
        own = [f"method/t{theme}-{i}" for i in range(5)]
        for i in range(12):
            papers[f"{theme}-{i:02}"] = [*own[i % 5 :][:3], *own[: max(0, i % 5 - 2)], *["model/hub"][: i % 3]]
    communities = Analysis(make(papers)).communities
    assert len(communities) == 10
    assert all(len({e.split("-")[0] for e in c.concepts if e != "model/hub"}) == 1 for c in communities)
    assert sum("model/hub" in c.concepts for c in communities) == 1
    assert not any("hub" in c.name for c in communities)
