"""Spans from the scores of tags."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.extraction.mentions.encoder.heads import TAGS
from kg.extraction.mentions.encoder.viterbi import BIOES, _search, decode, find_best_path


def scores(*rows: dict[str, float]) -> np.ndarray:
    return np.array([[row.get(tag, 0.0) for tag in TAGS] for row in rows], dtype=np.float32)


def test_spans_of_one_and_of_several_words() -> None:
    tag_scores = scores({"S-MODEL": 5}, {"O": 5}, {"B-METHOD": 5}, {"I-METHOD": 5}, {"E-METHOD": 5})
    assert list(decode(tag_scores)) == [(0, 1, "MODEL"), (2, 5, "METHOD")]


def test_neighbours_stay_two_spans() -> None:
    tag_scores = scores({"B-TASK": 5}, {"E-TASK": 5}, {"B-TASK": 5}, {"E-TASK": 5})
    assert list(decode(tag_scores)) == [(0, 2, "TASK"), (2, 4, "TASK")]


def test_what_the_tags_do_not_allow_is_never_chosen() -> None:
    # Taken word by word this would begin a method and end a model.
    tag_scores = scores({"B-METHOD": 3, "B-MODEL": 2}, {"E-MODEL": 5, "E-METHOD": 1})
    assert list(decode(tag_scores)) == [(0, 2, "MODEL")]


def test_nothing_is_left_open_at_the_end() -> None:
    assert list(decode(scores({"B-METHOD": 3, "O": 2}))) == []


def test_no_words_have_no_spans() -> None:
    assert list(decode(np.zeros((0, len(TAGS)), dtype=np.float32))) == []


def is_valid(path):
    before = "O"
    for tag in [*path, "O"]:
        opened = before[0] in "BI"
        if opened != (tag[0] in "IE") or (opened and tag[2:] != before[2:]):
            return False
        before = tag
    return True


@pytest.mark.parametrize("seed", range(5))
def test_the_best_of_all_allowed_paths_is_found(seed: int) -> None:
    few = [i for i, tag in enumerate(TAGS) if tag == "O" or tag[2:] in ("METHOD", "TASK")]
    tag_scores = np.full((4, len(TAGS)), -50.0, dtype=np.float32)
    tag_scores[:, few] = np.random.default_rng(seed).normal(size=(4, len(few)))
    paths = [path for path in itertools.product(few, repeat=4) if is_valid([TAGS[i] for i in path])]
    best = max(paths, key=lambda path: sum(tag_scores[at, tag] for at, tag in enumerate(path)))
    wanted = np.full_like(tag_scores, -50.0)
    wanted[np.arange(4), list(best)] = 0.0
    assert list(decode(tag_scores)) == list(decode(wanted))


@pytest.mark.parametrize("seed", range(40))
def test_searching_stretches_finds_what_searching_the_whole_text_does(seed: int) -> None:
    chance = np.random.default_rng(seed)
    tag_scores = chance.normal(size=(150, len(TAGS))).astype(np.float32)
    tag_scores[:, TAGS.index("O")] += chance.uniform(0.5, 3.5)  # from a text of fragments to one of few names
    whole = _search(tag_scores, BIOES, opens=True, closes=True)
    assert find_best_path(tag_scores).tolist() == whole.tolist()


def test_where_a_stretch_does_not_fit_the_rest_all_is_searched() -> None:
    # Word by word this is one method of thirty words whose end is missing; a shorter stretch knows no beginning.
    inside, outside = {"I-METHOD": 9.0}, {"O": 9.0}
    path = find_best_path(scores({"B-METHOD": 9.0}, *[inside] * 30, *[outside] * 21))
    assert [TAGS[tag] for tag in path[:32]] == ["B-METHOD", *["I-METHOD"] * 29, "E-METHOD", "O"]
