"""Names take the label that the text gives their list, everywhere in the text."""

from kg.extraction.discourse.list_labels import label_lists
from kg.extraction.mentions.propagation import find_occurrences
from kg.model.records import Mention


def test_all_mentions_of_the_names_take_the_label_and_others_keep_theirs() -> None:
    text = "Ada-Chat helps Owl. We release Ada-Chat, Ada-Code and Ada-Quiz, three new datasets for Owl."
    names = ["Ada-Chat", "Ada-Code", "Ada-Quiz", "Owl"]
    mentions = sorted(
        (
            Mention(at, at + len(name), "METHOD", name, 0.9, "test")
            for name in names
            for at in find_occurrences(text, name)
        ),
        key=lambda mention: mention.start,
    )
    labelled = label_lists(text, mentions)
    assert {(mention.text, mention.label) for mention in labelled} == {
        ("Ada-Chat", "DATASET"),
        ("Ada-Code", "DATASET"),
        ("Ada-Quiz", "DATASET"),
        ("Owl", "METHOD"),
    }
    assert [mention.start for mention in labelled] == [mention.start for mention in mentions]
