"""What is added as the records of extraction that it becomes."""

from __future__ import annotations

import pytest

from kg.corrections import ORIGIN, parse
from kg.corrections.added_facts import AddedComparison, AddedRelation, AddedResult
from tests.fixtures.comparisons import comparison
from tests.fixtures.results import result

QUOTE = (10, 30)
COMPARISON = """
[[add]]
paper = "a"
comparison = "comparesWith"
subject = "Frob"
object = "Zorg"
quote = "Frob matches Zorg"
"""


def test_a_relation_is_a_claim_about_the_mention_of_its_object() -> None:
    (entry,) = parse(
        '[[add]]\npaper = "a"\nrelation = "uses"\nobject = "Zorg"\nquote = "on Zorg"\n', file="c"
    ).added_relations
    claim = AddedRelation(entry, 0, QUOTE, (20, 24)).to_claim()
    assert (claim.type, claim.mention, claim.sentence_start, claim.sentence_end) == ("uses", 20, *QUOTE)
    assert (claim.score, claim.origin) == (1.0, ORIGIN)


@pytest.mark.parametrize(("line", "denied"), [("", False), ("denied = true\n", True)])
def test_a_comparison_is_of_two_mentions_and_its_quote_is_what_says_it(line: str, denied: bool) -> None:
    (entry,) = parse(COMPARISON + line, file="c").added_comparisons
    assert AddedComparison(entry, 0, QUOTE, (10, 14), (23, 27)).to_comparison() == comparison(
        10, 23, 10, end=30, relation="comparesWith", denied=denied, sentence_start=10, sentence_end=30, score=1.0,
        origin=ORIGIN,
    )  # fmt: skip


def test_a_result_is_a_number_of_the_mentions_that_it_is_about() -> None:
    toml = '[[add]]\npaper = "a"\nresult = "5±1%"\nmetric = "Zorg"\nbound = "about"\nquote = "5±1% Zorg"\n'
    (entry,) = parse(toml, file="c").added_results
    assert AddedResult(entry, 0, QUOTE, (10, 11), (("metric", (16, 20)),)).to_result() == result(
        "5", 10, value_text="5±1%", unit="%", spread="1", bound="about", metric=16, sentence_start=10,
        sentence_end=30, score=1.0, origin=ORIGIN,
    )  # fmt: skip


def test_names_are_the_spans_of_all_that_a_fact_names() -> None:
    (entry,) = parse(COMPARISON, file="c").added_comparisons
    assert AddedComparison(entry, 0, QUOTE, (10, 14), (23, 27)).names == ((10, 14), (23, 27))
