"""The names of a paper as comparisons see them."""

from __future__ import annotations

from kg.extraction.document import MentionIndex
from kg.extraction.relations.compared_names import Names
from tests.fixtures.documents import document

READ = document("We propose [METHOD Rotor]. [METHOD Rotor-7B] and [MODEL GPT-4] beat [MODEL BERT] on [DATASET GLUE].")
NAMES = Names.of(READ, {READ.mentions[0].reference})


def names(mentions: list[MentionIndex]) -> list[str]:
    return [READ.mentions[i].text for i in mentions]


def test_what_is_proposed_is_own_and_what_is_built_on_its_name_is_kin() -> None:
    assert [NAMES.is_own(MentionIndex(i)) for i in range(3)] == [True, False, False]
    assert [NAMES.is_kin(MentionIndex(i)) for i in range(3)] == [False, True, False]


def test_subjects_are_the_nearest_before_the_cue_then_those_after_it_then_the_papers_own() -> None:
    sentence = READ.sentence_at(READ.mentions[3].start)
    at = READ.text.index("beat")
    assert names(NAMES.list_subjects(sentence, (at, at + 4), MentionIndex(3))) == ["GPT-4", "Rotor-7B", "Rotor"]
    assert names(NAMES.list_subjects(sentence, (sentence[0], sentence[0]), MentionIndex(3))) == [
        "Rotor-7B", "GPT-4", "Rotor",
    ]  # fmt: skip


def test_nothing_is_compared_with_itself() -> None:
    sentence = READ.sentence_at(READ.mentions[3].start)
    assert "GPT-4" not in names(NAMES.list_subjects(sentence, (sentence[0], sentence[0]), MentionIndex(2)))
