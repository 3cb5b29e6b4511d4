import pytest

from kg.extraction.mentions.macros import without_stand_ins
from kg.model.records import Mention


def mention(text):
    return Mention(0, len(text), "METHOD", text, 1.0, "ner")


@pytest.mark.parametrize(
    "text", [r"\method", r"\ours", r"\modelname", r"\ourmethod", r"\methodname", r"\name", r"\sys"]
)
def test_a_stand_in_names_nothing(text):
    assert list(without_stand_ins([mention(text)])) == []


@pytest.mark.parametrize("text", [r"\ewtune", r"\mu", "method", r"\method++", r"\method-7B", "CFG", r"\ourhead"])
def test_a_name_stays(text):
    assert list(without_stand_ins([mention(text)])) == [mention(text)]
