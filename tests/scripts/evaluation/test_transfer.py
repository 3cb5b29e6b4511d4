"""Public test sets in our terms: words become text, labels become ours."""

from __future__ import annotations

import json

from kg.evaluation import AnnotatedMention
from kg.model.records import Mention
from scripts.evaluation.public import SETS
from scripts.evaluation.public_texts import Text
from scripts.evaluation.transfer import LABELS_OF, read_tests, to_gold, to_prediction

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


def test_every_set_is_compared_but_the_one_whose_words_are_parts_of_what_it_says() -> None:
    """GSAP-NER gives texts, which are cut at every mark ("XLM - R"): joined again, they are not what its papers say."""
    assert LABELS_OF.keys() == SETS.keys() - {"gsap-ner"}


def test_of_papers_a_sentence_is_read_at_once(tmp_path) -> None:
    (tmp_path / "scier").mkdir()
    paper = {"sentences": [["a", "b"], ["c"]], "ner": [[], [[2, 2, "Task"]]]}
    for part in ("dev", "test", "test_ood"):
        (tmp_path / "scier" / f"plm-{part}.jsonl").write_text(json.dumps(paper), encoding="utf-8")
    (tmp_path / "scier" / "train.jsonl").touch()
    tests = read_tests("scier", tmp_path)
    assert tests == {part: [Text(["a", "b"], set(), [0]), Text(["c"], {(0, 1, "Task")}, [0])] for part in tests}
    assert list(tests) == ["test", "test_ood"]
