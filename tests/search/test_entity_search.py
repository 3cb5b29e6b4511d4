"""Looking up and ranking, on entities written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.knowledge import Entity, EntityId
from kg.model.types import Label
from kg.rdf.namespaces import ID_BASE
from kg.search.entity_search import MOST_CHARACTERS, search_entities
from kg.search.name_index import NameIndex
from tests.fixtures.fuzzy import make_fuzzy_index


def entity(name: str, *aliases: str, papers: int = 1, kind: Label = "METHOD", hidden: tuple[str, ...] = ()) -> Entity:
    return Entity(
        id=EntityId(f"{kind.lower()}/{name.lower().replace(' ', '-')}"),
        type=kind,
        name=name,
        aliases=tuple((alias, 1) for alias in aliases),
        hidden=hidden,
        paper_count=papers,
        mention_count=papers,
    )


ENTITIES = (
    entity("classifier-free guidance", "CFG", "Classifier Free Guidance", papers=9),
    entity("classifier guidance", papers=2),
    entity("guidance distillation"),
    entity("CLIP", "CLIP model", papers=20, kind="MODEL"),
    entity("CLIPS", papers=1, kind="MODEL"),
    entity("CLIPScore", papers=30, kind="METRIC"),
    entity("continual learning", "CL", papers=8, kind="TASK"),
    entity("curriculum learning", "CL", papers=5),
    entity("ImageNet 256x256", "ImageNet-256", papers=3, kind="DATASET", hidden=(r"ImageNet 256times256 \%",)),
    entity("ImageNet", papers=11, kind="DATASET"),
    entity("BERT", papers=14, kind="MODEL"),
    entity("neural architecture search", "NAS"),
    entity("LaTeX residue", hidden=(r"\emph{broken}{",)),
)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.of(ENTITIES)


def names(index: NameIndex, text: str, **options: Any) -> list[str]:
    return [hit.entity.name for hit in search_entities(index, text, **options)]


@pytest.mark.parametrize(
    ("text", "name", "how", "matched"),
    [
        ("classifier free  GUIDANCE", "classifier-free guidance", "name", "classifier-free guidance"),
        ("cfg", "classifier-free guidance", "alias", "CFG"),
        ("method/classifier-guidance", "classifier guidance", "identifier", "method/classifier-guidance"),
        (f"{ID_BASE}model/clip", "CLIP", "identifier", "model/clip"),
        ("ImageNet 256 × 256", "ImageNet 256x256", "name", "ImageNet 256x256"),
        ("nas", "neural architecture search", "alias", "NAS"),
        ("bert", "BERT", "name", "BERT"),
        ("classifier-fr", "classifier-free guidance", "prefix", "classifier-free guidance"),
        ("guidance classifier", "classifier-free guidance", "words", "classifier-free guidance"),
        ("guidance classif", "classifier-free guidance", "words", "classifier-free guidance"),
        ("bret", "BERT", "similar", "BERT"),
        ("clasifier gudance", "classifier guidance", "similar", "classifier guidance"),
        ("gidance clasif", "", "", ""),
        ("the BERT encoder", "BERT", "part", "BERT"),
    ],
)
def test_the_first_hit_and_why(index: NameIndex, text: str, name: str, how: str, matched: str) -> None:
    hits = search_entities(index, text)
    if not name:
        assert hits == []
        return
    assert (hits[0].entity.name, hits[0].how, hits[0].matched) == (name, how, matched)


def test_kinds_of_matches_rank_before_numbers_of_papers(index: NameIndex) -> None:
    hits = search_entities(index, "clip")
    assert [(hit.entity.name, hit.how) for hit in hits] == [
        ("CLIP", "name"),
        ("CLIPScore", "prefix"),
        ("CLIPS", "prefix"),
    ]
    assert [hit.score for hit in hits] == [100, 80, 80]


def test_what_is_written_like_a_plural_is_found_by_both(index: NameIndex) -> None:
    assert names(index, "clips")[:2] == ["CLIP", "CLIPS"]
    assert names(index, "CLIPS")[0] == "CLIPS"


def test_what_hardly_anything_is_left_of_is_no_beginning(index: NameIndex) -> None:
    more = NameIndex.of([*ENTITIES, entity("natural language", papers=50)])
    assert names(more, "nas") == ["neural architecture search"]
    assert names(more, "na") == ["natural language", "neural architecture search"]


def test_ties_go_by_papers_then_by_identifier(index: NameIndex) -> None:
    assert names(index, "CL", limit=2) == ["continual learning", "curriculum learning"]
    twins = NameIndex.of([entity("b a"), entity("a c"), entity("a b", papers=2), entity("a d")])
    assert names(twins, "a") == ["a b", "a c", "a d", "b a"]


def test_a_limit_cuts_the_end_and_a_filter_does_not_count(index: NameIndex) -> None:
    everything = search_entities(index, "c", limit=50)
    assert search_entities(index, "c", limit=3) == everything[:3]
    assert len(everything) > 5
    tasks = search_entities(index, "c", limit=1, wanted=lambda e: e.type == "TASK")
    assert [hit.entity.name for hit in tasks] == ["continual learning"]


def test_a_hidden_spelling_finds_but_is_never_shown(index: NameIndex) -> None:
    (hit,) = search_entities(index, "broken", limit=1)
    assert (hit.entity.name, hit.matched) == ("LaTeX residue", "LaTeX residue")


def test_an_entity_comes_once_with_its_best_match(index: NameIndex) -> None:
    ids = [hit.entity.id for hit in search_entities(index, "classifier free guidance", limit=50)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("guidance classifier", 70),
        ("guidance classif", 65),
        ("guidance c", 65),
        # (7 letters of 0.875 + 10 of 1) / 17 = 0.949, of which 0.85 count: 0.81 of 60
        ("gidance classifier", 48.6),
        ("BERT encoder", 12.6),  # 4 of 11 letters: 0.36 of 35
    ],
)
def test_the_score_says_how_good_the_match_is(index: NameIndex, text: str, score: float) -> None:
    assert search_entities(index, text)[0].score == pytest.approx(score, abs=0.06)


def test_similar_names_rank_by_likeness(index: NameIndex) -> None:
    hits = search_entities(index, "imagnet")
    assert [hit.entity.name for hit in hits[:2]] == ["ImageNet", "ImageNet 256x256"]
    assert hits[0].score > hits[1].score > 0


@pytest.mark.parametrize("text", ["", "   ", "()", "\0", "~", "x" * (MOST_CHARACTERS + 1), "qqqqqqqqq", "zz"])
def test_nothing_is_found_where_nothing_is_like_it(index: NameIndex, text: str) -> None:
    assert search_entities(index, text) == []


def test_there_may_be_nothing_to_search() -> None:
    assert search_entities(NameIndex.of([]), "anything") == []


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    hits = search_entities(_INDEX, text, limit=5)
    assert [(-hit.score, -hit.entity.paper_count, hit.entity.id) for hit in hits] == sorted(
        (-hit.score, -hit.entity.paper_count, hit.entity.id) for hit in hits
    )
    assert all(0 < hit.score <= 100 for hit in hits)


_INDEX = NameIndex.of(ENTITIES)


def test_the_order_in_which_entities_come_does_not_matter() -> None:
    turned = NameIndex.of(reversed(ENTITIES))
    for text in ("c", "cl", "clip", "guidance", "imagnet", "learning"):
        assert search_entities(turned, text) == search_entities(_INDEX, text)


# ---- near


def find_near(texts: Iterable[str], text: str) -> dict[str, float]:
    texts = sorted(texts)
    found = make_fuzzy_index(texts).find(text)
    return {texts[position]: round(similarity, 2) for position, similarity in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bert", {"bert": 1.0, "bart": 0.75}),
        ("bret", {"bert": 0.75}),  # neighbours that changed places are one error
        ("classifier", {"classifier": 1.0, "clasifier": 0.9}),
        ("klassifier", {"classifier": 0.9, "clasifier": 0.8}),
        ("rag", {}),
    ],
)
def test_near_texts_and_how_alike_they_are(text: str, expected: dict[str, float]) -> None:
    assert find_near(["bert", "bart", "best-of-n", "classifier", "clasifier", "lag"], text) == expected


def test_a_short_text_is_found_though_it_shares_hardly_a_trigram() -> None:
    many = [f"bre{n:04}" for n in range(1000)] + ["bert"]
    assert find_near(many, "bret") == {"bert": 0.75}


def test_the_nearest_is_found_among_many_that_share_letters() -> None:
    many = [f"pretraining{n:04}" for n in range(3000)] + ["pretrainning"]
    assert max(find_near(many, "pretraining").items(), key=lambda item: item[1])[0] == "pretrainning"
