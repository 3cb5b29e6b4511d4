"""The files of public sets as words with spans."""

from __future__ import annotations

import gzip
import json

import pytest

from scripts.evaluation.public_texts import (
    Text,
    place_in_order,
    read_gsap,
    read_scier,
    read_scierc,
    read_tdmsci,
    split_sentences,
)


def write_lines(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_offsets_of_an_abstract_are_over_all_its_sentences(tmp_path) -> None:
    row = {"sentences": [["We", "parse", "."], ["It", "parses", "Czech", "."]], "ner": [[], [[5, 5, "Material"]]]}
    (text,) = read_scierc(write_lines(tmp_path / "a.json", row))
    assert text == Text(["We", "parse", ".", "It", "parses", "Czech", "."], {(5, 6, "Material")}, [0, 3])


def test_a_blank_is_no_word_and_moves_what_is_behind_it(tmp_path) -> None:
    row = {"sentences": [["a", "\u2009", "b"], [" ", "c", "d"]], "ner": [[[0, 2, "X"], [2, 2, "Y"]], [[4, 5, "Z"]]]}
    (text,) = read_scierc(write_lines(tmp_path / "a.json", row))
    assert text == Text(["a", "b", "c", "d"], {(0, 2, "X"), (1, 2, "Y"), (2, 4, "Z")}, [0, 2])


def test_sentences_of_a_paper_are_one_text(tmp_path) -> None:
    rows = [
        {"doc_id": "1", "sentence": "BERT helps BERT .", "ner": [["BERT", "Method"]]},
        {"doc_id": "1", "sentence": "We use SST .", "ner": [["SST", "Dataset"]]},
        {"doc_id": "2", "sentence": "None .", "ner": []},
    ]
    first, second = read_scier(write_lines(tmp_path / "a.jsonl", *rows))
    assert first.spans == {(0, 1, "Method"), (6, 7, "Dataset")}
    assert first.sentences == [0, 4]
    assert second == Text(["None", "."], set(), [0])


@pytest.mark.parametrize(
    ("words", "names", "wanted"),
    [
        # the longest is not looked for first: "neural model" would take the place of the second "model"
        ("model of neural model", ["model", "neural model"], [(0, 1), (2, 4)]),
        ("neural model and model", ["neural model", "model"], [(0, 2), (3, 4)]),
        ("a b a b", ["b", "a", "b"], [(1, 2), (2, 3), (3, 4)]),
        ("a b c", ["b", "x", "c"], [(1, 2), (2, 3)]),  # what is nowhere does not keep the next from being found
    ],
)
def test_entities_that_are_only_named_are_found_in_the_order_of_the_text(words, names, wanted) -> None:
    placed = place_in_order(words.split(), [(name.split(), "X") for name in names])
    assert [(first, last) for first, last, _ in placed] == wanted


def test_tags_that_meet_are_two_entities(tmp_path) -> None:
    path = tmp_path / "a.conll"
    tags = ["B-TASK", "I-TASK", "B-TASK", "I-METRIC", "O"]
    path.write_text("".join(f"w{i}\t{i}\t{tag}\n" for i, tag in enumerate(tags)) + "\nw\t0\tO\n", encoding="utf-8")
    first, second = read_tdmsci(path)
    assert first.spans == {(0, 2, "TASK"), (2, 3, "TASK"), (3, 4, "METRIC")}
    assert second == Text(["w"], set(), [0])


def write_gsap(path, **row):
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "a", "fold": 3, **row}) + "\n")
    return path


def test_characters_become_words_that_end_at_every_mark(tmp_path) -> None:
    spans = [[3, 8, "MLModel"], [5, 5, "URL"]]
    ((fold, text),) = read_gsap(write_gsap(tmp_path / "a.gz", text="An XLM-R, or_it.", spans=spans))
    assert (fold, text.words) == (3, ["An", "XLM", "-", "R", ",", "or", "_", "it", "."])
    assert text.spans == {(1, 4, "MLModel")}


def test_an_entity_that_ends_within_a_word_is_refused(tmp_path) -> None:
    with pytest.raises(KeyError):
        list(read_gsap(write_gsap(tmp_path / "a.gz", text="datapoints", spans=[[0, 4, "Dataset"]])))


def test_a_text_falls_into_its_sentences() -> None:
    text = Text(["a", "b", "c", "d"], {(0, 1, "X"), (2, 4, "Y")}, [0, 2])
    assert list(split_sentences(text)) == [
        Text(["a", "b"], {(0, 1, "X")}, [0]),
        Text(["c", "d"], {(0, 2, "Y")}, [0]),
    ]
