"""One name, one label, everywhere in a paper."""

import re
from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.mentions.propagation import find_occurrences, propagate, remove_overlaps
from kg.model.records import Mention
from kg.model.types import Label


def at(text: str, surface: str, label: Label = "METHOD", score: float = 0.9, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Mention(start, start + len(surface), label, surface, score, "ner")


def surfaces(mentions: list[Mention]) -> list[tuple[int, str, str]]:
    return [(mention.start, mention.text, mention.label) for mention in mentions]


def test_a_name_found_once_is_found_everywhere() -> None:
    text = "LoRA wins\n\nWe train LoRA. (LoRA)"
    mentions = propagate(text, [at(text, "LoRA")])
    assert surfaces(mentions) == [(0, "LoRA", "METHOD"), (20, "LoRA", "METHOD"), (27, "LoRA", "METHOD")]
    assert [mention.origin for mention in mentions] == ["ner", "repeat", "repeat"]


def test_the_surer_label_holds_for_all() -> None:
    text = "CLIP\n\nCLIP and CLIP"
    mentions = [at(text, "CLIP", "METHOD", 0.5), at(text, "CLIP", "MODEL", 0.9, 1), at(text, "CLIP", "MODEL", 0.6, 2)]
    assert {mention.label for mention in propagate(text, mentions)} == {"MODEL"}


def test_the_longer_of_two_names_stays() -> None:
    text = "VL-JEPA\n\nJEPA and VL-JEPA"
    mentions = propagate(text, [at(text, "VL-JEPA"), at(text, "JEPA", nth=1)])
    assert [mention.text for mention in mentions] == ["VL-JEPA", "JEPA", "VL-JEPA"]


@pytest.mark.parametrize(
    ("text", "surface", "why"),
    [
        ("LoRA\n\nLoRAs and QLoRA and LoRA_2", "LoRA", "parts of longer words"),
        ("LoRA\n\nhttps://github.com/x/LoRA and www.LoRA.org/LoRA", "LoRA", "inside an address"),
        ("LoRA\n\nlora and LORA", "LoRA", "another spelling"),
    ],
)
def test_no_repeat(text: str, surface: str, why: str) -> None:
    assert surfaces(propagate(text, [at(text, surface)])) == [(0, surface, "METHOD")], why


def test_an_unsure_mention_is_not_carried_over() -> None:
    text = "memory\n\nmemory and memory"
    assert len(propagate(text, [at(text, "memory", score=0.2)])) == 1


def test_overlaps_go_to_the_longest_then_the_earliest() -> None:
    text = "large language model agents"
    mentions = [
        at(text, "language model"),
        at(text, "model agents"),
        at(text, "large language model"),
        at(text, "agents"),
    ]
    assert [mention.text for mention in remove_overlaps(mentions)] == ["large language model", "agents"]


@given(st.text("ab_é²-. (", max_size=14), st.text("ab_é²-. (", min_size=1, max_size=4))
def test_a_name_occurs_where_no_word_goes_on(text: str, surface: str) -> None:
    opens = r"(?<!\w)" if re.match(r"\w", surface) else ""
    closes = r"(?!\w)" if re.search(r"\w\Z", surface) else ""
    ahead = re.compile(f"(?={opens}{re.escape(surface)}{closes})")  # so that places may overlap
    assert list(find_occurrences(text, surface)) == [match.start() for match in ahead.finditer(text)]


class Counted(str):
    """A text that counts the characters that are looked at to find a name in it."""

    looks = 0

    def find(self, sub: str, start: SupportsIndex | None = None, end: SupportsIndex | None = None, /) -> int:
        found = super().find(sub, start, end)
        self.looks += (len(self) if found < 0 else found) - int(start or 0)
        return found

    def startswith(
        self, prefix: str | tuple[str, ...], start: SupportsIndex | None = None, end: SupportsIndex | None = None, /
    ) -> bool:
        self.looks += len(prefix)
        return super().startswith(prefix, start, end)


@pytest.mark.parametrize("form", ["Ab{}", "A {}", "{}-b", "(A {})"])
def test_a_text_of_many_names_is_not_searched_once_for_each(form: str) -> None:
    names = [form.format(number) for number in range(1000)]
    text = Counted(" and ".join(names))
    assert all(len(list(find_occurrences(text, name))) == 1 for name in names)
    assert text.looks <= 2 * len(text)
