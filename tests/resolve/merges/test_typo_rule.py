"""Misspelt names: what merges, and what must not."""

import pytest

from kg.model.types import Label
from kg.resolve.merges.typo_rule import link_typos
from tests.fixtures.resolution import count_names, node


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        ("diffusion transfomer", "diffusion transformer", "a letter left out"),
        ("diffusion transsformer", "diffusion transformer", "a letter put in"),
        ("diffusion transgormer", "diffusion transformer", "a letter replaced"),
        ("diffusion trasnformer", "diffusion transformer", "two letters swapped"),
        ("Diffusion Transfomer", "diffusion transformer", "case is free"),
    ],
)
def test_what_merges(wrong: str, right: str, why: str) -> None:
    (link,) = link_typos(count_names([(right, "MODEL", 5), (wrong, "MODEL", 1)]))
    assert (link.source, link.target, link.reason) == (node(wrong), node(right), "typo"), why
    word = wrong.split()[1].casefold()
    assert (link.detail, link.papers) == (f"{word} is transformer with one letter wrong.", (5,))


@pytest.mark.parametrize(
    ("name", "other", "why"),
    [
        ("retraining", "pretraining", "the first letters differ"),
        ("generated text", "generates text", "the ending differs"),
        ("casual model", "causal model", "a short word has neighbours that are words"),
        ("diffusion transfmer", "diffusion transformer", "two letters left out"),
        ("transfomer model", "diffusion transformer", "another name"),
        ("transformer-2", "transfrmer-3", "not letters alone"),
    ],
)
def test_what_must_not(name: str, other: str, why: str) -> None:
    assert list(link_typos(count_names([(other, "MODEL", 5), (name, "MODEL", 1)]))) == [], why


@pytest.mark.parametrize(
    ("papers", "wrong_papers", "wrong_label", "more", "why"),
    [
        (4, 1, "MODEL", (), "few papers spell it right"),
        (5, 2, "MODEL", (), "two papers write it so"),
        (5, 1, "DATASET", (), "another label"),
        (5, 1, "MODEL", ("transfomer loss",), "the word occurs in another name"),
    ],
)
def test_what_is_perhaps_meant_so(
    papers: int, wrong_papers: int, wrong_label: Label, more: tuple[str, ...], why: str
) -> None:
    names: list[tuple[str, Label, int]] = [("diffusion transformer", "MODEL", papers)]
    names += [("diffusion transfomer", wrong_label, wrong_papers), *((name, "METHOD", 1) for name in more)]
    assert list(link_typos(count_names(names))) == [], why


def test_numbers_must_be_the_same() -> None:
    names: list[tuple[str, Label, int]] = [("transformer 2", "MODEL", 5), ("transfomer 3", "MODEL", 1)]
    assert list(link_typos(count_names(names))) == []
    assert len(list(link_typos(count_names([*names, ("transformer 3", "MODEL", 5)])))) == 1


def test_a_name_that_a_paper_introduces_is_not_misspelt() -> None:
    forms = count_names([("WildVision", "DATASET", 5), ("WildVilsion", "DATASET", 1)])
    assert len(list(link_typos(forms))) == 1
    forms[node("WildVilsion")].is_proposed = True
    assert list(link_typos(forms)) == []
