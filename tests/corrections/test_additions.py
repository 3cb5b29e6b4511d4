"""Facts that are added: where they stand in the text, what their names are, and what makes way for them."""

import pytest

from kg.corrections import ORIGIN, parse
from kg.corrections.added_facts import Added, AddedComparison, AddedRelation, AddedResult
from kg.corrections.additions import add_facts
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected
from kg.model.records import Extraction, Paper
from kg.model.types import Label
from tests.fixtures.resolution import annotate

TEXT = "Our Frob builds on Zorg here, with an accuracy of 54.6% on HMDB, and Zorg again."
RELATION = '[[add]]\npaper = "a"\nrelation = "uses"\nobject = "Zorg"\nquote = "builds on Zorg"\n'
RESULT = '[[add]]\npaper = "a"\nresult = "54.6%"\nquote = "an accuracy of 54.6% on HMDB"\nmetric = "accuracy"\n'


def add(
    toml: str, labels: dict[str, Label] | None = None, others: tuple[tuple[Paper, Extraction], ...] = ()
) -> tuple[Extraction, list[Added], list[Corrected], str]:
    """What becomes of the paper, what was added, what could not be, and the paper's text."""
    annotated = [annotate("a", TEXT, {"Frob": "METHOD"} if labels is None else labels), *others]
    papers, extractions = [paper for paper, _ in annotated], [extraction for _, extraction in annotated]
    amended, added, log = add_facts(papers, extractions, parse(toml, file="c"), PaperIndex(papers))
    return amended[0], added, log, papers[0].text


def mentions(extraction: Extraction) -> list[tuple[str, str, str]]:
    return [(mention.text, mention.label, mention.origin) for mention in extraction.mentions]


def test_a_relation_is_a_claim_about_a_new_mention_in_the_quote() -> None:
    extraction, (added,), log, text = add(RELATION)
    (claim,) = extraction.claims
    assert (claim.type, claim.origin, text[claim.sentence_start : claim.sentence_end]) == (
        "uses", ORIGIN, "builds on Zorg",
    )  # fmt: skip
    assert extraction.mention_at(claim.mention).text == "Zorg"
    assert mentions(extraction) == [("Frob", "METHOD", "test"), ("Zorg", "METHOD", ORIGIN)]
    assert isinstance(added, AddedRelation)
    assert [text[start:end] for start, end in (added.quote, *added.names)] == ["builds on Zorg", "Zorg"]
    assert log == []


def test_a_result_is_a_number_with_participants_in_the_quote() -> None:
    extraction, (added,), _, text = add(RESULT + 'dataset = "HMDB"\n')
    (number,) = extraction.results
    assert (number.value, number.unit, text[number.start : number.end]) == ("54.6", "%", "54.6")
    assert {role: extraction.mention_at(start).text for role, start in number.participants()} == {
        "metric": "accuracy",
        "dataset": "HMDB",
    }
    assert isinstance(added, AddedResult)
    assert [text[start:end] for start, end in added.names] == ["accuracy", "HMDB"]


@pytest.mark.parametrize(
    ("toml", "labels", "expected", "why"),
    [
        (RELATION, {}, "METHOD", "nothing tells"),
        (RELATION.replace("uses", "measuredBy"), {}, "METRIC", "the relation allows no other"),
        (RELATION, {"Zorgs": "MODEL"}, "MODEL", "its mentions in other papers"),
        (RELATION + '[[type]]\nname = "Zorg"\ntype = "benchmark"\n', {"Zorgs": "MODEL"}, "DATASET", "the file"),
        (
            RELATION + '[[alias]]\nname = "Z"\naliases = ["Zorg"]\n[[type]]\nname = "Z"\ntype = "task"\n',
            {},
            "TASK",
            "the file, of another name of it",
        ),
    ],
)
def test_the_label_of_an_added_name(toml: str, labels: dict[str, Label], expected: Label, why: str) -> None:
    other = annotate("b", " ".join(labels), labels)
    extraction, _, _, _ = add(toml, others=(other,))
    assert [mention.label for mention in extraction.mentions if mention.text == "Zorg"] == [expected], why


def test_the_only_label_that_a_role_allows_is_taken() -> None:
    extraction, _, _, _ = add(RESULT + 'dataset = "HMDB"\n')
    assert mentions(extraction)[1:] == [("accuracy", "METRIC", ORIGIN), ("HMDB", "DATASET", ORIGIN)]


def test_a_mention_that_is_there_is_taken() -> None:
    extraction, _, log, _ = add(RELATION, {"Zorg": "MODEL"})
    assert {origin for _, _, origin in mentions(extraction)} == {"test"}
    assert extraction.claims[0].mention == extraction.mentions[0].reference
    assert log == []


def test_a_mention_that_overlaps_makes_way() -> None:
    extraction, _, (displaced,), _ = add(RELATION, {"on Zorg here": "TASK"})
    assert mentions(extraction) == [("Zorg", "METHOD", ORIGIN)]
    assert (displaced.done, displaced.excerpt) == ("retracted", "on Zorg here")
    assert "made way for one added in its place" in displaced.reason


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        (RELATION.replace("builds on Zorg", "built on Zorg"), "does not hold the quote, letter by letter"),
        (RELATION.replace("builds on Zorg", "builds on Zo").replace('"Zorg"', '"Zo"'), "cuts Zo out of a longer word"),
        (
            '[[add]]\npaper = "a"\nresult = "54.6"\nquote = "accuracy of 54.6% on HM"\ndataset = "HM"\n',
            "cuts HM out of a longer word",
        ),
        (RELATION.replace('paper = "a"', 'paper = "z"'), "There is no paper 'z'"),
    ],
)
def test_what_the_text_does_not_say_is_told_and_adds_nothing(toml: str, reason: str) -> None:
    extraction, added, (entry,), _ = add(toml)
    assert (added, extraction.claims, extraction.results) == ([], (), ())
    assert mentions(extraction) == [("Frob", "METHOD", "test")]
    assert (entry.done, reason in entry.reason) == ("unmatched", True)


def test_the_order_of_entries_does_not_matter() -> None:
    first, second = add(RELATION + RESULT)[0], add(RESULT + RELATION)[0]
    assert first == second


COMPARISON = (
    '[[add]]\npaper = "a"\ncomparison = "outperforms"\nsubject = "Frob"\nobject = "Zorg"\n'
    'quote = "Frob builds on Zorg here"\n'
)


def test_a_comparison_is_of_two_names_in_the_quote() -> None:
    extraction, (added,), log, text = add(COMPARISON)
    (comparison,) = extraction.comparisons
    assert extraction.mention_at(comparison.subject).text == "Frob"
    assert extraction.mention_at(comparison.object).text == "Zorg"
    assert text[comparison.start : comparison.end] == "Frob builds on Zorg here"
    assert mentions(extraction) == [("Frob", "METHOD", "test"), ("Zorg", "METHOD", ORIGIN)]
    assert isinstance(added, AddedComparison)
    assert log == []


def test_with_a_mention_that_makes_way_go_the_comparisons_of_it() -> None:
    first, _, _, _ = add(COMPARISON, {"Frob builds": "METHOD", "Zorg": "MODEL"})
    (comparison,) = first.comparisons
    assert first.mention_at(comparison.subject).text == "Frob"
    assert [mention.text for mention in first.mentions] == ["Frob", "Zorg", "Zorg"]
