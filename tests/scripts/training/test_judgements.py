"""Which records are right: mentions in span and label, relations by the annotation, results once each."""

from kg.evaluation.annotation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, Annotation
from kg.model.knowledge import EntityId, Knowledge, LinkedMention, PaperFacts, Relation
from kg.model.records import Paper
from kg.model.types import Label, RelationType
from scripts.training.judgements import Judgement, judge_knowledge
from tests.fixtures.results import result

TEXT = "Ours\n\nWe propose Net. It beats Base on Set with accuracy 9.5 and 9.5."


def span(part: str) -> tuple[int, int]:
    start = TEXT.index(part)
    return start, start + len(part)


def mention(part: str, label: Label) -> LinkedMention:
    return LinkedMention(*span(part), label, part, EntityId(f"{label.lower()}/{part.lower()}"), 0.9, "ner")


def relation(kind: RelationType, part: str, entity: str, *, negated: bool = False) -> Relation:
    return Relation(kind, EntityId(entity), *span(part), 6, 20, 0.8, negated, "rule")


def judge(gold: Annotation, *relations: Relation, results: int = 0) -> list[tuple[str, bool]]:
    mentions = (
        mention("Net", "METHOD"),
        mention("Base", "MODEL"),
        mention("Set", "DATASET"),
        mention("accuracy", "METRIC"),
    )
    number = result("9.5", TEXT.index("9.5"), metric=EntityId("metric/accuracy"), dataset=EntityId("dataset/set"))
    title, _, abstract = TEXT.partition("\n\n")
    facts = PaperFacts(Paper("p", title, abstract), mentions, relations, (number,) * results, (), ())
    rows = judge_knowledge([gold], Knowledge((facts,), (), ()))
    return [(row.kind, row.right) for row in rows]


GOLD = Annotation(
    "p",
    TEXT,
    (
        AnnotatedMention(*span("Net"), "METHOD", "net"),
        AnnotatedMention(*span("Base"), "METHOD", "base"),
        AnnotatedMention(*span("Set"), "DATASET", "set"),
        AnnotatedMention(*span("accuracy"), "METRIC", "accuracy"),
    ),
    proposes=("net",),
    dataset_roles={"set": "eval"},
    results=(AnnotatedResult("accuracy", "9.5", "absolute", "set", None),),
    comparisons=(AnnotatedComparison("net", "base", "outperforms", denied=False),),
)


def test_a_mention_is_right_in_span_and_label() -> None:
    assert judge(GOLD) == [("mention", True), ("mention", False), ("mention", True), ("mention", True)]


def test_relations_are_right_where_the_annotation_has_them() -> None:
    judgements = judge(
        GOLD,
        relation("proposes", "Net", "method/net"),
        relation("proposes", "Base", "model/base"),
        relation("evaluatesOn", "Set", "dataset/set"),
        relation("trainsOn", "Set", "dataset/set"),
        relation("outperforms", "Base", "model/base"),
        relation("outperforms", "Base", "model/base", negated=True),
        relation("comparesWith", "Base", "model/base"),
        relation("uses", "Base", "model/base"),
    )
    assert judgements[:7] == [
        ("proposes", True),
        ("proposes", False),
        ("evaluatesOn", True),
        ("trainsOn", False),
        ("outperforms", True),
        ("outperforms", False),
        ("comparesWith", False),
    ], "the annotation says nothing of what a paper uses"


def test_an_annotated_result_makes_one_result_right() -> None:
    assert judge(GOLD, results=2)[4:] == [("result", True), ("result", False)]


def test_a_judgement_is_of_a_paper() -> None:
    assert Judgement("p", "mention", 0.9, right=True).paper == "p"
