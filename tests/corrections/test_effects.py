"""What is said of each entry after it was applied."""

from dataclasses import replace

import pytest

from kg.corrections import ORIGIN, parse
from kg.corrections.added_facts import AddedComparison, AddedRelation, AddedResult
from kg.corrections.effects import Referents, report_additions, report_names
from kg.model.knowledge import Corrected, EntityId, LinkedMention, PaperFacts, Relation
from kg.model.types import Label
from kg.text.normalise import surface_form
from tests.fixtures.resolution import annotate

NOTHING = Referents(False, (), ())
ALIAS = '[[alias]]\nname = "Zeta"\naliases = ["Zorg", "Frob"]\n'


def stands_for(*names: str, label: Label = "METHOD", in_corpus: bool = True) -> Referents:
    return Referents(in_corpus, (label,) * len(names), names)


def report(toml: str, **referents: Referents) -> list[str]:
    corrections = parse(toml, file="c")
    outcomes = list(report_names(corrections, {surface_form(name): stands for name, stands in referents.items()}))
    assert {(entry.done, entry.paper, entry.line) for entry in outcomes} <= {("unmatched", None, 1)}
    return [entry.reason for entry in outcomes]


@pytest.mark.parametrize(
    ("zeta", "zorg", "frob", "reason"),
    [
        (NOTHING, NOTHING, NOTHING, "The corpus has none of the aliases of Zeta (Zorg, Frob); check the spelling."),
        (
            stands_for("Other"), stands_for("Other"), NOTHING,
            "Zeta and Other are one entity here, called Other; list all names under one [[alias]], or keep them apart "
            "with [[apart]].",
        ),
    ],
)  # fmt: skip
def test_an_alias_that_does_not_hold(zeta: Referents, zorg: Referents, frob: Referents, reason: str) -> None:
    assert report(ALIAS, Zeta=zeta, Zorg=zorg, Frob=frob) == [reason]


def test_an_alias_that_holds_says_nothing() -> None:
    known = stands_for("Zeta", in_corpus=False)  # no paper needs to use the name itself
    assert report(ALIAS, Zeta=known, Zorg=stands_for("Zeta"), Frob=NOTHING) == []


@pytest.mark.parametrize(
    ("second", "reasons"),
    [
        (stands_for("Frob"), []),
        (NOTHING, ["The corpus has fewer than two of Zorg, Frob; check the spelling."]),
    ],
)
def test_names_that_are_kept_apart(second: Referents, reasons: list[str]) -> None:
    assert report('[[apart]]\nnames = ["Zorg", "Frob"]\n', Zorg=stands_for("Zorg"), Frob=second) == reasons


@pytest.mark.parametrize(
    ("stands", "reason"),
    [
        (stands_for("Zorg", label="DATASET"), None),
        (NOTHING, "The corpus has no Zorg; check the spelling."),
        (stands_for("Zorg", label="TASK"), "Zorg is no benchmark here: other names of the same entity are said to be"),
    ],
)
def test_a_type(stands: Referents, reason: str | None) -> None:
    messages = report('[[type]]\nname = "Zorg"\ntype = "benchmark"\n', Zorg=stands)
    assert len(messages) == (reason is not None)
    assert all(reason and message.startswith(reason) for message in messages)


def test_the_type_of_an_alias_that_the_corpus_does_not_have_is_told_once() -> None:
    toml = ALIAS + 'type = "model"\n'
    assert len(report(toml, Zeta=NOTHING, Zorg=NOTHING, Frob=NOTHING)) == 1


ADD = '[[add]]\npaper = "a"\nrelation = "addresses"\nobject = "Zorg"\nquote = "on Zorg"\nnote = "clear"\n'
RESULT = '[[add]]\npaper = "a"\nresult = "5"\nmetric = "Zorg"\nquote = "5 on Zorg"\n'
ZORG = EntityId("task/zorg")


def facts(*relations: Relation) -> PaperFacts:
    paper, _ = annotate("a", "5 on Zorg", {})
    mention = LinkedMention(5, 9, "TASK", "Zorg", ZORG, 1.0, ORIGIN)
    return PaperFacts(paper, (mention,), relations, (), (), ())


def relation(origin: str = ORIGIN) -> Relation:
    return Relation("addresses", ZORG, 5, 9, 0, 9, 1.0, False, origin)


@pytest.mark.parametrize(
    ("relations", "done", "reason"),
    [
        ((relation(),), "added", "Added (addresses Zorg): the corrections file says so: clear."),
        ((), "unmatched", "Zorg is a task here, to which addresses cannot lead; correct it with [[type]]."),
        ((relation("rules"),), "unmatched", "Zorg is a task here, to which addresses cannot lead"),
    ],
)
def test_an_added_relation(relations: tuple[Relation, ...], done: str, reason: str) -> None:
    (entry,) = parse(ADD, file="c").added_relations
    added = AddedRelation(entry, 0, (2, 9), (5, 9))
    (outcome,) = report_additions([added], [facts(*relations)], {ZORG: "TASK"})
    assert (outcome.done, outcome.line, outcome.paper, outcome.excerpt) == (done, 1, "a", "on Zorg")
    assert outcome.reason.startswith(reason)


@pytest.mark.parametrize(
    ("label", "what"),
    [("METRIC", "result 5"), ("TASK", "result 5, without metric (of another type here; see [[type]])")],
)
def test_an_added_result(label: Label, what: str) -> None:
    (entry,) = parse(RESULT, file="c").added_results
    added = AddedResult(entry, 0, (0, 9), (0, 1), (("metric", (5, 9)),))
    assert list(report_additions([added], [facts()], {ZORG: label})) == [
        Corrected(1, "added", "a", f"Added ({what}): the corrections file says so.", "5 on Zorg")
    ]


COMPARISON = (
    '[[add]]\npaper = "a"\ncomparison = "outperforms"\nsubject = "5 on"\nobject = "Zorg"\ndenied = true\n'
    'quote = "5 on Zorg"\n'
)


@pytest.mark.parametrize(
    ("subject", "label", "done", "reason"),
    [
        (EntityId("model/five"), "MODEL", "added", "Added (5 on not outperforms Zorg): the corrections file says so."),
        (ZORG, "TASK", "unmatched", "5 on and Zorg are one entity here, which is not compared with itself"),
        (EntityId("dataset/five"), "DATASET", "unmatched", "5 on is a dataset here, which cannot be compared"),
    ],
)
def test_an_added_comparison(subject: EntityId, label: Label, done: str, reason: str) -> None:
    (entry,) = parse(COMPARISON, file="c").added_comparisons
    added = AddedComparison(entry, 0, (0, 9), (0, 4), (5, 9))
    paper_facts = facts()
    first = LinkedMention(0, 4, "MODEL", "5 on", subject, 1.0, ORIGIN)
    paper_facts = replace(paper_facts, mentions=(first, *paper_facts.mentions))
    (outcome,) = report_additions([added], [paper_facts], {ZORG: "TASK", subject: label})
    assert (outcome.done, outcome.line, outcome.paper, outcome.excerpt) == (done, 1, "a", "5 on Zorg")
    assert outcome.reason.startswith(reason)
