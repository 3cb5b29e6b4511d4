"""What the network and a rule say of a number, weighed against each other."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extraction.document import MentionIndex
from kg.extraction.results.attributes.respective import ListedCondition
from kg.extraction.results.claim_reader.claim_network import NumberScores
from kg.extraction.results.claim_reader.columns import SPAN_TAGS
from kg.extraction.results.fused_decisions import choose_conditions, choose_holder, choose_participant
from kg.extraction.results.number_reading import NumberReading, read_numbers
from kg.model.results import HOLDERS, ROLES, Holder
from tests.extraction.results.claim_reader.test_assignment import make_inputs, make_scores
from tests.fixtures.documents import add_encoder_output, document

TASK, COMPARATOR = (ROLES.index(role) for role in ("task", "comparator"))


def holder_scores(own: float, baseline: float) -> NumberScores:
    """One number whose holder has these probabilities; the rest is of people."""
    likely = {"own": own, "baseline": baseline, "human": 1 - own - baseline}
    row = np.log([[max(likely[holder], 1e-9) for holder in HOLDERS]])
    return NumberScores({"holder": row}, np.zeros((1, 0, 0)), np.zeros((1, 0, 3)), np.zeros((1, 1, 0)))


@pytest.mark.parametrize(
    ("own", "by_rule", "expected", "why"),
    [
        (0.55, "baseline", "baseline", "the rule decides where the network is in doubt"),
        (0.95, "baseline", "own", "the network decides where it is sure"),
        (0.95, "human", "human", "people are named by few words"),
        (0.55, "own", "own", "both agree"),
    ],
)
def test_whose_number_it_is(own: float, by_rule: Holder, expected: Holder, why: str) -> None:
    assert choose_holder(holder_scores(own, 1 - own), 0, by_rule) == expected, why


@pytest.mark.parametrize(
    ("likely", "by_rule", "expected", "why"),
    [
        ([0.2, 0.5, 0.3], 1, 1, "the rule decides where the network is in doubt"),
        ([0.05, 0.9, 0.05], 1, 0, "the network decides where it is sure"),
        ([0.5, 0.2, 0.3], None, None, "both say that nothing is named"),
        ([0.45, 0.5, 0.05], None, None, "that a rule finds nothing counts too"),
        ([0.05, 0.9, 0.05], None, 0, "what only the network finds"),
    ],
)
def test_what_fills_a_role(likely: list[float], by_rule: int | None, expected: int | None, why: str) -> None:
    scores = make_scores(1, 2, {(0, TASK): likely})
    mention = None if by_rule is None else MentionIndex(by_rule)
    assert choose_participant(make_inputs([0, 1]), scores, 0, "task", mention) == expected, why


def test_nothing_is_compared_with_itself() -> None:
    scores = make_scores(1, 3, {(0, COMPARATOR): [0.05, 0.4, 0.4, 0.15]})
    chosen = choose_participant(make_inputs([0, 0, 1]), scores, 0, "comparator", None, excluded=MentionIndex(0))
    assert chosen == 2  # both mentions of the subject are barred


def reading(tags: dict[str, float]) -> NumberReading:
    """A sentence of which these words are in a condition of its number so likely, and no other word is."""
    paper = add_encoder_output(document("With four steps Tuno gets 67.2% when tuned on all data."))
    number_reading = read_numbers(paper)
    assert number_reading is not None
    likely = np.full((1, len(number_reading.inputs.words), len(SPAN_TAGS)), 1e-6)
    likely[..., SPAN_TAGS.index("O")] = 1.0
    for word, probability in tags.items():
        at = paper.text.index(word)
        place = int(np.flatnonzero(number_reading.output.starts[number_reading.inputs.words] == at)[0])
        first = "B" if word in ("With", "when") else "I"
        likely[0, place] = 1e-6
        likely[0, place, SPAN_TAGS.index(first)] = probability
        likely[0, place, SPAN_TAGS.index("O")] = max(1 - probability, 1e-6)
    scores = NumberScores(
        number_reading.scores.decisions, number_reading.scores.pointers, np.log(likely), number_reading.scores.agreement
    )
    return NumberReading(
        number_reading.numbers, (), number_reading.output, number_reading.inputs, scores, number_reading.likely
    )


TEXT = document("With four steps Tuno gets 67.2% when tuned on all data.").text


def find_span(phrase: str) -> tuple[int, int]:
    return TEXT.index(phrase), TEXT.index(phrase) + len(phrase)


def find(tags: dict[str, float], *by_rule: str, of_others: tuple[str, ...] = ()) -> list[str]:
    """The conditions of the number, where rules give some to it and some to other numbers of its sentence."""
    own, other = ([find_span(phrase) for phrase in phrases] for phrases in (by_rule, of_others))
    return [TEXT[start:end] for start, end in choose_conditions(TEXT, reading(tags), 0, own, [*own, *other])]


def test_a_phrase_that_a_rule_proposes_is_whole_even_where_the_network_sees_a_part_of_it() -> None:
    assert find({"when": 0.9, "tuned": 0.9}, "when tuned on all data") == []  # most of its words are not
    most = {"when": 0.9, "tuned": 0.9, "on": 0.9, "all": 0.9}
    assert find(most, "when tuned on all data") == ["when tuned on all data"]


def test_what_rules_give_to_another_number_has_to_be_surer() -> None:
    doubtful = dict.fromkeys(("when", "tuned", "on", "all", "data"), 0.12)  # log odds of -2
    phrase = "when tuned on all data"
    assert find(doubtful, phrase) == [phrase]
    assert find(doubtful, of_others=(phrase,)) == []
    assert find(dict.fromkeys(doubtful, 0.4), of_others=(phrase,)) == [phrase]


def test_what_a_number_holds_by_its_place_in_a_list_is_certain_and_of_others_nothing() -> None:
    tags = dict.fromkeys(("when", "tuned", "on", "all", "data"), 0.9)
    own, other = find_span("With four steps"), find_span("when tuned on all data")
    first, second = ListedCondition(own, (other,)), ListedCondition(other, (own,))
    for listed, expected in ((first, own), (second, other)):
        assert choose_conditions(TEXT, reading(tags), 0, [other], [other], listed) == (expected,)


def test_a_phrase_that_is_not_this_numbers_condition_is_left_out() -> None:
    assert find({"when": 0.9, "tuned": 0.9, "on": 0.9, "all": 0.9, "data": 0.9}, "With four steps") == [
        "when tuned on all data"
    ]


def test_a_piece_of_a_phrase_is_no_condition() -> None:
    assert find({"when": 0.9}) == []
    assert find({"when": 0.9, "tuned": 0.9, "on": 0.9}) == []  # "when tuned on"
