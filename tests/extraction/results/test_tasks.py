"""Which task a number was measured on."""

from __future__ import annotations

import pytest

from kg.extraction.results.tasks import find_task
from tests.fixtures.documents import document, report


def tasks(sentence: str) -> list[str | None]:
    read = document(sentence)
    mentions = [find_task(read, number.sentence, number.at) for number in report(read)]
    return [None if mention is None else read.mentions[mention].text for mention in mentions]


@pytest.mark.parametrize(
    ("sentence", "task", "why"),
    [
        ("It reaches 67.2% on [TASK captioning].", "captioning", "after on"),
        ("It reaches 67.2% for the [TASK captioning].", "captioning", "an article between"),
        ("It improves [TASK captioning] by 4.2%.", "captioning", "before by"),
        ("Its [TASK captioning] [METRIC accuracy] is 67.2%.", "captioning", "before a metric"),
        ("It is best at [TASK captioning] (67.2%).", "captioning", "before a bracket with the number"),
        ("The [TASK captioning] benchmark gives 67.2%.", "captioning", "before a word about tasks"),
        ("It has 67.2% on [TASK captioning] and fails on [TASK parsing].", "captioning", "the nearest"),
        ("For [TASK captioning], it wins; it reaches 67.2%.", "captioning", "what opens the sentence is for all of it"),
    ],
)
def test_a_task_that_is_tied_to_the_number(sentence: str, task: str, why: str) -> None:
    assert tasks(sentence) == [task], why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("It reaches 67.2%.", "no task"),
        ("It reaches 67.2% on [DATASET GSM8K].", "a dataset"),
        ("It fails on [TASK captioning], but reaches 67.2%.", "another clause"),
        ("It beats [TASK captioning] models by 4.2%.", "the kind of another model"),
        ("It gains 4.2% over the best of [TASK captioning] models.", "such a kind, though after of"),
        ("It gains 4.2% while maintaining [TASK captioning].", "what does not change, after while"),
        ("It gains 4.2%, maintaining results on [TASK captioning].", "what does not change"),
        ("The [TASK captioning] it learns gains 4.2%.", "nothing ties it"),
        ("for [TASK captioning], it wins; it reaches 67.2%.", "no capital opens a sentence"),
    ],
)
def test_a_task_that_is_not(sentence: str, why: str) -> None:
    assert tasks(sentence) == [None], why
