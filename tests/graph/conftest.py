"""Knowledge made from what each paper names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from kg.records import LABELS, Entity, Knowledge, LinkedMention, Paper, PaperFacts

Make = Callable[[Mapping[str, Sequence[str]]], Knowledge]


def _label(entity: str) -> str:
    return entity.split("/")[0].upper()


def _facts(paper: str, named: Sequence[str]) -> PaperFacts:
    names = [entity.split("/")[1] for entity in named]
    abstract = " ".join(f"We use {name}." for name in names)
    mentions = []
    at = len(paper) + 2
    for entity, name in zip(named, names, strict=True):
        start = at + len("We use ")
        mentions.append(LinkedMention(start, start + len(name), _label(entity), name, entity, 0.9, "ner"))
        at = start + len(name) + 2
    return PaperFacts(
        Paper(paper, paper, abstract, url=f"https://papers.test/{paper}"), tuple(mentions), (), (), (), ()
    )


@pytest.fixture
def make() -> Make:
    """A function that makes knowledge from paper -> entity ids ("method/x", the type in front)."""

    def knowledge(papers: Mapping[str, Sequence[str]]) -> Knowledge:
        counts: dict[str, int] = {}
        for named in papers.values():
            for entity in named:
                counts[entity] = counts.get(entity, 0) + 1
        assert all(_label(entity) in LABELS for entity in counts)
        return Knowledge(
            tuple(_facts(paper, papers[paper]) for paper in sorted(papers)),
            tuple(
                Entity(e, _label(e), e.split("/")[1].replace("-", " "), ((e.split("/")[1], n),), (), n, n)
                for e, n in sorted(counts.items())
            ),
            (),
        )

    return knowledge


@pytest.fixture
def two_themes(make: Make) -> Knowledge:
    """Eighty papers on images or on text, all of which name one hub and measure accuracy."""
    themes = {
        "image": ["method/guidance", "model/diffusion-model", "metric/fid", "dataset/imagenet", "task/image-synthesis"],
        "text": [
            "method/alignment",
            "model/reward-model",
            "method/preference-tuning",
            "dataset/gsm8k",
            "task/dialogue",
        ],
    }
    papers = {}
    for theme, concepts in themes.items():
        for i in range(40):
            own = [concepts[(i + j) % len(concepts)] for j in range(3)] if i < 30 else [f"method/{theme}-only-{i}"]
            papers[f"{theme}-{i:02}"] = ["model/large-language-model", "metric/accuracy", *own]
    return make(papers)
