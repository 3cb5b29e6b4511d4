"""Looking names up: by key, by beginning, by word, by similarity, and as a part of a text."""

import pytest

from kg.model.knowledge import Entity, EntityId
from kg.search.name_index import NameIndex


def entity(name: str, *aliases: str, hidden: tuple[str, ...] = (), papers: int = 1) -> Entity:
    identifier = EntityId("method/" + name.lower().replace(" ", "-"))
    return Entity(identifier, "METHOD", name, tuple((alias, 1) for alias in (name, *aliases)), hidden, papers, papers)


INDEX = NameIndex.of(
    [
        entity("classifier-free guidance", "CFG", papers=9),
        entity("guidance", papers=3),
        entity("NAS", "neural architecture search", papers=5),
        entity("LoRA", hidden=(r"\\textsc{LoRA}",), papers=2),
    ]
)


def names(forms: object) -> list[str]:
    assert isinstance(forms, list | dict)
    return [spelling.text for spelling in INDEX.read_spellings(list(forms))]


def test_entities_are_sorted_by_papers() -> None:
    ranked = ["classifier-free guidance", "NAS", "guidance", "LoRA"]
    assert [entity.name for entity in INDEX.iterate_entities()] == ranked
    assert [entity.name for entity in INDEX.iterate_entities(2)] == ranked[2:]
    assert INDEX.find_rank("method/nas") == 1
    assert INDEX.find_rank("nas") is None
    assert INDEX.read_entities([1])[1].name == "NAS"


@pytest.mark.parametrize(
    ("key", "typed", "found"), [("cfg", "cfg", ["CFG"]), ("na", "nas", ["NAS"]), ("none", "none", [])]
)
def test_exact_names(key: str, typed: str, found: list[str]) -> None:
    assert names(INDEX.find_exact(key, typed)) == found


@pytest.mark.parametrize(
    ("start", "found"), [("classifier", ["classifier-free guidance"]), ("GUID".lower(), ["guidance"]), ("x", [])]
)
def test_names_that_begin_so(start: str, found: list[str]) -> None:
    assert names(INDEX.find_by_prefix(start)) == found


def test_names_that_contain_all_words() -> None:
    assert names(INDEX.find_by_words(["guidance"])) == ["classifier-free guidance", "guidance"]
    assert names(INDEX.find_by_words(["classifier", "guidance"])) == ["classifier-free guidance"]
    assert names(INDEX.find_by_words(["classifier", "search"])) == []
    assert names(INDEX.find_by_words(["neural", "arch"], starts=["arch"])) == ["neural architecture search"]


def test_similar_names_are_found_only_where_they_are_wanted() -> None:
    assert names(INDEX.find_similar("gudance")) == ["guidance"]
    assert names(INDEX.find_by_words(["gudance"])) == []
    assert names(INDEX.find_by_words(["gudance"], near=True)) == ["classifier-free guidance", "guidance"]


def test_names_within_a_text_by_their_share_of_it() -> None:
    (share,) = INDEX.find_in_text("our NAS method", most_words=12).values()
    assert share == len("NAS") / len("ourNASmethod")
    assert INDEX.find_in_text("nothing of that", most_words=12) == {}


def test_hidden_spellings_are_found_by_their_key_and_shown_by_the_name() -> None:
    assert names(INDEX.find_exact("lora", "lora")) == ["LoRA"]
