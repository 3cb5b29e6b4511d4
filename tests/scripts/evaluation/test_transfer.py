"""Public test sets in our terms: words become text, labels become ours."""

from __future__ import annotations

from kg.evaluation import AnnotatedMention
from kg.model.records import Mention
from scripts.evaluation.public import SETS, Text
from scripts.evaluation.transfer import LABELS_OF, to_gold, to_prediction

WORDS = Text(
    ["We", "train", "Tiny", "Net", "on", "SST", "."], {(2, 4, "Method"), (5, 6, "Dataset"), (0, 1, "Other")}, [0]
)


def test_words_become_text_and_only_known_labels_are_kept() -> None:
    gold = to_gold("a", WORDS, LABELS_OF["scier"])
    assert gold.text == "We train Tiny Net on SST ."
    assert [gold.text[m.start : m.end] for m in gold.mentions] == ["Tiny Net", "SST"]
    assert [m.label for m in gold.mentions] == ["METHOD", "DATASET"]


def test_models_are_methods_and_labels_that_the_set_lacks_are_left_out() -> None:
    mentions = (
        Mention(9, 17, "MODEL", "Tiny Net", 0.9, "ner"),
        Mention(21, 24, "METRIC", "SST", 0.9, "ner"),
    )
    assert to_prediction("a", mentions, LABELS_OF["scier"]).mentions == (AnnotatedMention(9, 17, "METHOD", ""),)
    assert to_prediction("a", mentions, LABELS_OF["scierc"]).mentions[1].label == "METRIC"


def test_every_set_that_can_be_read_is_compared() -> None:
    assert LABELS_OF.keys() == SETS.keys()
