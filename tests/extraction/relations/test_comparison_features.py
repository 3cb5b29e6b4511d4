"""What the models of comparisons see of a sentence."""

from __future__ import annotations

from kg.extraction.relations.compared_names import Names
from kg.extraction.relations.comparison_cues import find_candidates
from kg.extraction.relations.comparison_features import list_object_features, list_subject_features, read_words
from tests.fixtures.documents import document

READ = document("We propose [METHOD Frob]. On 3 sets it clearly outperforms strong [MODEL BERT] and [MODEL GPT-4].")
NAMES = Names.of(READ, {READ.mentions[0].reference})
SENTENCE = READ.sentence_at(READ.mentions[1].start)
FIRST, SECOND = find_candidates(READ, *SENTENCE)


def test_mentions_and_numbers_are_read_as_what_they_are() -> None:
    assert read_words(READ, *SENTENCE) == [
        "on", "#", "sets", "it", "clearly", "outperforms", "strong", "@MODEL", "and", "@MODEL", ".",
    ]  # fmt: skip


def test_an_object_is_seen_with_its_cue_and_what_is_between() -> None:
    features = set(list_object_features(READ, NAMES, SENTENCE, FIRST))
    assert {"cue=outperform", "rule=better", "gap: strong", "others=strong:False", "b=clearly:outperform"} <= features
    assert "item=False" in features


def test_an_item_of_a_list_is_seen_with_the_head_of_the_list() -> None:
    features = set(list_object_features(READ, NAMES, SENTENCE, SECOND))
    assert {"item=True", "item:rule=better", "item:gap: strong"} <= features


def test_a_subject_of_another_sentence_is_seen_with_the_words_for_it() -> None:
    (subject, *_) = NAMES.members[NAMES.own[0]]
    features = set(list_subject_features(READ, NAMES, SENTENCE, FIRST, "better", subject))
    assert {"in=False:own=True:1", "away:word=it:own=True:1", "away:sentences=1:True"} <= features


def test_a_subject_of_the_sentence_is_seen_where_it_stands() -> None:
    read = document("[MODEL BERT] and [MODEL GPT-4] beat [METHOD Frob].")
    names = Names.of(read, set())
    sentence = read.sentence_at(read.mentions[0].start)
    (candidate,) = find_candidates(read, *sentence)
    near, far = (
        set(list_subject_features(read, names, sentence, candidate, "better", names.members[n][0])) for n in (1, 0)
    )
    assert "before:rank=0:False" in near
    assert "before:rank=1:False" in far
