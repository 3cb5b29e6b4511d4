"""What is sure and what is doubtful: nothing is lost between the two, and counts are those of what is sure."""

from dataclasses import replace

import pytest

from kg.bounds.doubt import RECORD_KINDS, SHOW_ALL, Bounds, set_apart
from kg.model.knowledge import Entity, EntityId, Knowledge, LinkedMention, PaperFacts, Relation
from kg.model.records import Paper
from kg.model.results import Result
from kg.model.types import RelationType
from kg.system.spool import Spool
from tests.fixtures.results import result

CFG, FID, COCO = EntityId("method/cfg"), EntityId("metric/fid"), EntityId("dataset/coco")


def mention(entity: EntityId, start: int, score: float) -> LinkedMention:
    text = entity.partition("/")[2].upper()
    return LinkedMention(start, start + len(text), "METHOD", text, entity, score, "ner")


def relation(kind: RelationType, entity: EntityId, score: float, *, negated: bool = False) -> Relation:
    return Relation(kind, entity, 0, 3, 0, 20, score, negated, "rule")


def number(score: float, **about: EntityId) -> Result[EntityId]:
    return result("9.5", 50, score=score, sentence_end=60, **about)


def entity(identifier: EntityId, papers: int, mentions: int) -> Entity:
    name = identifier.partition("/")[2].upper()
    return Entity(identifier, "METHOD", name, ((name, mentions), ("alias", 1)), (), papers, mentions)


FIRST = PaperFacts(
    Paper("a", "A", "Text."),
    (mention(CFG, 0, 0.9), mention(CFG, 10, 0.4), mention(FID, 20, 0.4), mention(COCO, 30, 0.4)),
    (relation("evaluatesOn", COCO, 0.5), relation("outperforms", CFG, 0.9, negated=True), relation("uses", CFG, 0.3)),
    (number(0.8, metric=FID), number(0.2, metric=FID, dataset=COCO)),
    ((COCO, "eval"),),
    (),
)
SECOND = PaperFacts(Paper("b", "B", "Text."), (mention(CFG, 0, 0.3),), (), (), (), ())
KNOWN = Knowledge((FIRST, SECOND), (entity(COCO, 1, 1), entity(CFG, 2, 3), entity(FID, 1, 1)), ())
HALF = Bounds(dict.fromkeys(RECORD_KINDS, 0.6), 0.9)


def test_where_all_is_shown_nothing_is_doubtful() -> None:
    apart = set_apart(KNOWN, SHOW_ALL)
    assert apart.sure == apart.whole == KNOWN
    assert apart.doubtful == Knowledge((), (), ())


def test_every_record_is_in_one_of_the_two_parts() -> None:
    apart = set_apart(KNOWN, HALF)
    rest = {facts.paper.id: facts for facts in apart.doubtful.papers}
    for whole, sure in zip(KNOWN.papers, apart.sure.papers, strict=True):
        for field in ("mentions", "relations", "results"):
            parts = [*getattr(sure, field), *getattr(rest[whole.paper.id], field)]
            assert sorted(parts, key=repr) == sorted(getattr(whole, field), key=repr)
    assert [r.score for r in apart.sure.papers[0].relations] == [0.9]
    assert [r.score for r in apart.sure.papers[0].results] == [0.8]


def test_a_sure_record_vouches_for_the_names_in_its_paper() -> None:
    (facts, other) = set_apart(KNOWN, HALF).sure.papers
    assert [(m.entity, m.score) for m in facts.mentions] == [(CFG, 0.9), (CFG, 0.4), (FID, 0.4)]
    assert other.mentions == (), "the relation is of another paper"


def test_entities_are_counted_by_what_is_sure_of_them() -> None:
    apart = set_apart(KNOWN, HALF)
    counted = {e.id: (e.paper_count, e.mention_count, e.aliases) for e in apart.sure.entities}
    assert counted == {CFG: (1, 2, (("CFG", 2), ("alias", 1))), FID: (1, 1, (("FID", 1), ("alias", 1)))}
    assert [e.id for e in apart.doubtful.entities] == [COCO]


def test_a_role_that_only_a_doubtful_relation_states_is_none() -> None:
    known = replace(KNOWN, papers=(replace(FIRST, mentions=(mention(COCO, 30, 0.9),)),))
    assert set_apart(known, HALF).sure.papers[0].dataset_roles == ((COCO, "mention"),)
    bounds = Bounds({**HALF.least, "evaluatesOn": 0.5})
    assert set_apart(known, bounds).sure.papers[0].dataset_roles == ((COCO, "eval"),)


def test_a_number_of_which_one_result_is_doubtful_is_known_as_divided() -> None:
    apart = set_apart(KNOWN, HALF)
    for facts in (apart.sure.papers[0], apart.doubtful.papers[0]):
        assert facts.divided == {(FIRST.results[0].start, FIRST.results[0].end)}


@pytest.mark.parametrize(("score", "is_sure"), [(0.999, False), (1.0, True)])
def test_of_a_kind_without_a_bound_only_what_the_user_adds_is_shown(score: float, is_sure: bool) -> None:
    bounds = Bounds({"mention": 0.5}, 0.9)
    assert bounds.is_sure("outperforms", score) is is_sure
    assert "outperforms" in bounds.left_out
    assert "mention" not in bounds.left_out


def test_an_entity_that_a_user_gave_to_a_paper_without_its_name_is_sure() -> None:
    stated = replace(SECOND, mentions=(), relations=(relation("uses", COCO, 1.0),))
    known = replace(KNOWN, papers=(replace(FIRST, relations=(), results=()), stated))
    assert COCO in {e.id for e in set_apart(known, Bounds({"mention": 0.5})).sure.entities}


def test_papers_that_are_kept_on_disk_are_divided_alike() -> None:
    on_disk = set_apart(replace(KNOWN, papers=Spool(KNOWN.papers)), HALF, Spool)
    in_memory = set_apart(KNOWN, HALF)
    assert isinstance(on_disk.sure.papers, Spool)
    assert isinstance(on_disk.doubtful.papers, Spool)
    assert on_disk == in_memory


def test_the_parts_of_a_paper_come_together() -> None:
    third = replace(FIRST, paper=Paper("c", "C", "Text."))
    sure_only = replace(SECOND, paper=Paper("bb", "BB", "Text."), mentions=(mention(CFG, 0, 0.9),))
    apart = set_apart(replace(KNOWN, papers=(FIRST, SECOND, sure_only, third)), HALF)
    assert [(whole.paper.id, sure.paper.id) for whole, sure in apart.pair_papers()] == [
        ("a", "a"),
        ("b", "b"),
        ("bb", "bb"),
        ("c", "c"),
    ]
    pairs = list(apart.pair_doubtful_papers())
    assert [(doubtful.paper.id, sure.paper.id) for doubtful, sure in pairs] == [("a", "a"), ("b", "b"), ("c", "c")]
    assert all(not set(doubtful.results) & set(sure.results) for doubtful, sure in pairs)
