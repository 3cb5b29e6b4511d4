"""Whose a number is: the paper's own, a baseline's, or that of people."""

from __future__ import annotations

import pytest

from kg.extraction.results.attributes.holder import find_holder, measures_others
from kg.extraction.results.document_entities import collect_entities
from kg.extraction.results.quantity import Quantity
from kg.model.results import Holder, ResultKind
from tests.fixtures.documents import document, report


def holders(
    sentence: str, *kinds: ResultKind, subject: str | None = None, own: bool = False, others: bool = False
) -> list[str]:
    """The holder of each number, each read with the level before it."""
    read = document(sentence)
    level: tuple[Quantity, Holder] | None = None
    all_holders: list[str] = []
    for number in report(read, *kinds, subject=subject, own_subject=own):
        holder = find_holder(read, number, level, others=others)
        if number.kind == "absolute":
            level = number.quantity, holder
        all_holders.append(holder)
    return all_holders


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("It reaches 67.2%.", "nobody else is named"),
        ("It is worse by less than 5.1%.", "less than only bounds the number"),
        ("It scores 67.2% by human evaluation.", "people judge it, but do not reach it"),
        ("Human preference for it is 67.2%.", "people prefer it"),
        ("Humans fail, but it reaches 67.2%.", "people are in another clause"),
        ("Unlike existing methods, it reaches 67.2%.", "existing methods are not the subject"),
    ],
)
def test_the_papers_own_numbers(sentence: str, why: str) -> None:
    assert holders(sentence) == ["own"], why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("It is better than 67.2%.", "right after a comparison"),
        ("It saves less than the 67.2% of it.", "less than the: compared with"),
        ("It wins against the strong 67.2%.", "soon after a comparison"),
        ("It falls from as low as 67.2%.", "where things stood before"),
        ("It beats a 67.2% baseline.", "the word baseline after it"),
        ("It beats 50.0% chance.", "what chance reaches"),
        ("[MODEL BERT]'s score of 67.2% is low.", "that of another by its genitive"),
        ("Existing models reach only 67.2%.", "existing models are the subject"),
        ("We take these as baselines, at 67.2%.", "said to be baselines"),
    ],
)
def test_numbers_of_baselines(sentence: str, why: str) -> None:
    assert holders(sentence) == ["baseline"], why


@pytest.mark.parametrize(
    "sentence",
    ["Humans reach 92.1%.", "It is far below the 92.1% reached by humans.", "Annotators (92.1%) agree."],
)
def test_numbers_of_people(sentence: str) -> None:
    assert holders(sentence) == ["human"]


def test_the_first_end_of_a_change_is_where_things_stood() -> None:
    assert holders("It rises from 55.1% to 67.2%.") == ["baseline", "own"]


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It is better than 61.3% and 60.1%.", ["baseline", "baseline"], "a list"),
        ("It is better than 61.3% and our 60.1%.", ["baseline", "own"], "the second is said to be ours"),
        ("It is better than 61.3%; it has 60.1%.", ["baseline", "own"], "a semicolon ends the list"),
    ],
)
def test_a_list_of_baselines(sentence: str, expected: list[str], why: str) -> None:
    assert holders(sentence) == expected, why


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("[MODEL BERT]'s score of 67.2% is low.", "own", "the paper's own, in the genitive"),
        ("With [MODEL BERT], it is better than 67.2%.", "baseline", "right after a comparison all the same"),
        ("Over the years, [MODEL BERT] gets over 67.2%.", "own", "over bounds the number of the paper's own"),
    ],
)
def test_a_subject_of_the_papers_own(sentence: str, expected: str, why: str) -> None:
    assert holders(sentence, subject="BERT", own=True) == [expected], why


@pytest.mark.parametrize(
    ("sentence", "subject", "expected", "why"),
    [
        ("[MODEL BERT] reaches 67.2%.", "BERT", "baseline", "a paper that measures others: its subjects are baselines"),
        ("The best model reaches 67.2%.", None, "baseline", "as are models without a name"),
        ("Our model reaches 67.2%.", None, "own", "but for what is said to be ours"),
        ("Our model, unlike the best model, reaches 67.2%.", None, "own", "also where others are named beside it"),
        ("Our model wins; the best model reaches 67.2%.", None, "baseline", "in the same clause"),
        ("The rate is 67.2%.", None, "own", "and where no model is named"),
    ],
)
def test_a_paper_that_measures_others(sentence: str, subject: str | None, expected: str, why: str) -> None:
    assert holders(sentence, subject=subject, others=True) == [expected], why


def test_in_a_paper_that_measures_others_what_it_introduces_is_its_own() -> None:
    assert holders("[MODEL BERT] reaches 67.2%.", subject="BERT", own=True, others=True) == ["own"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It is better than 61.3%, and the rate of it is 60.1%.", ["baseline", "baseline"]),
        ("It is better than 61.3% while we obtain 60.1%.", ["baseline", "own"]),
    ],
)
def test_in_a_paper_that_measures_others_what_follows_a_baseline_is_one(sentence: str, expected: list[str]) -> None:
    assert holders(sentence, others=True) == expected


@pytest.mark.parametrize(
    ("title", "abstract", "why"),
    [
        ("[DATASET XBench]: Measuring Models", "We present it.", "a dataset that opens the title"),
        ("Models", "We propose [DATASET XBench], a benchmark.", "only a dataset is proposed"),
        ("Evaluating Models", "They fail.", "nothing is proposed, and the title says that models are evaluated"),
    ],
)
def test_papers_that_measure_others(title: str, abstract: str, why: str) -> None:
    read = document(abstract, title=title)
    assert measures_others(read, collect_entities(read)), why


@pytest.mark.parametrize(
    ("title", "abstract", "why"),
    [
        ("Evaluating Models", "We propose [METHOD X], a method.", "a method is proposed"),
        ("Models", "We propose [METHOD X] and release [DATASET XBench].", "a method and a dataset"),
        ("Training Models", "It is fast.", "nothing is proposed, and the title speaks of no evaluation"),
    ],
)
def test_papers_that_measure_their_own(title: str, abstract: str, why: str) -> None:
    read = document(abstract, title=title)
    assert not measures_others(read, collect_entities(read)), why
