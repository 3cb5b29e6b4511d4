"""The keys of one table: each is checked as it is taken."""

from collections.abc import Callable

import pytest

from kg.corrections.entries import Place
from kg.corrections.entry_fields import Fields
from kg.model.errors import InputError

RAW = {"name": "  Fréchet   Distance ", "aliases": ["FDs", "F. D."], "type": "metric", "note": "why"}


def fields(raw: dict[str, object] | None = None) -> Fields:
    return Fields(RAW if raw is None else raw, Place("c.toml", "alias", 2, 7))


def test_what_is_there_is_taken() -> None:
    entry = fields()
    name = entry.take_name("name")
    assert (name.text, name.key) == ("Fréchet Distance", "frechetdistance")  # composed, on one line, with its key
    assert [alias.key for alias in entry.take_names("aliases", least=1)] == ["fd", "f.d"]
    assert entry.take_word("type", ("metric", "task")) == "metric"
    assert entry.take_text("note") == "why"
    entry.close()


def test_what_may_be_missing_is_none_or_the_default() -> None:
    entry = fields({})
    assert (
        entry.take_optional_name("name"),
        entry.take_optional_text("note", "-"),
        entry.take_optional_word("type", ("metric",)),
    ) == (
        None,
        "-",
        None,
    )
    entry.close()


@pytest.mark.parametrize(
    ("take", "raw", "message"),
    [
        (lambda f: f.take_text("note"), {}, r'note is missing; add note = "..."'),
        (lambda f: f.take_text("note"), {"note": ""}, "note must be a text in quotes that is not empty"),
        (lambda f: f.take_text("note"), {"nte": "x"}, "note is missing; is it meant by nte"),
        (lambda f: f.take_name("name"), {"name": "--"}, "name must be a name, with letters or digits in it"),
        (lambda f: f.take_names("names", least=2), {"names": ["A"]}, "names must hold at least 2 names"),
        (lambda f: f.take_names("names", least=1), {"names": []}, "names must hold at least 1 name;"),
        (lambda f: f.take_names("names", least=1), {"names": ["A", 3]}, "names must be a list of names in quotes"),
        (lambda f: f.take_word("type", ("metric", "task")), {"type": "metrc"}, "did you mean metric"),
        (lambda f: f.take_word("type", ("metric", "task")), {"type": "q"}, "it can be metric, task"),
        (lambda f: (f.has("name"), f.close()), {"nmae": 1}, "the key nmae is not known here"),
    ],
)
def test_what_is_wrong_is_told_with_the_place(
    take: Callable[[Fields], object], raw: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message) as error:
        take(fields(raw))
    assert str(error.value).startswith("c.toml, line 7, [[alias]] number 2: ")
