"""Names that papers introduce as their own: which those are, what tells them apart, and what they may stand for."""

import pytest

from kg.resolve.forms import find_nodes
from kg.resolve.short_forms.definitions import collect_definitions
from kg.resolve.short_forms.own_names import OwnName, OwnNames, collect_own_names, is_introduced_twice, may_stand_for
from kg.resolve.word_forms import list_stems
from tests.fixtures.resolution import Annotated, annotate, node


def introduce(paper_id: str, *, title: str = "", score: float = 0.95, defines: bool = False) -> Annotated:
    """A paper that proposes Frob, by a claim with this score."""
    return annotate(
        paper_id,
        "We present Frob (frugal optimizer of bits).",
        {"Frob": "METHOD", "frugal optimizer of bits": "METHOD"},
        claims=[("proposes", "Frob")],
        title=title,
        score=score,
        defines=[("Frob", "frugal optimizer of bits")] if defines else (),
    )


def collect(*annotated: Annotated) -> OwnNames:
    """The papers that introduce Frob."""
    papers, extractions = [paper for paper, _ in annotated], [extraction for _, extraction in annotated]
    nodes = find_nodes(extractions)
    return collect_own_names(papers, extractions, nodes, collect_definitions(extractions, nodes)).get(node("Frob"), {})


def test_only_what_is_proposed_and_not_defined_is_an_own_name() -> None:
    use = annotate("c", "We use Frob.", {"Frob": "METHOD"}, claims=[("uses", "Frob")])
    own = collect(introduce("a"), introduce("b", defines=True), use, introduce("d", score=0.7))
    assert {paper: name.is_sure for paper, name in own.items()} == {0: True, 3: False}


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Frob: Training  with Few Bits", "Training with Few Bits"),
        ("Training with Few Bits", "Training with Few Bits"),
        ("Frob:", "Frob:"),
    ],
)
def test_the_title_tells_what_the_name_is_about(title: str, about: str) -> None:
    assert collect(introduce("a", title=title))[0].about == about


def test_papers_of_one_title_are_told_apart_by_their_ids() -> None:
    own = collect(introduce("a", title="Frob: On Bits"), introduce("b", title="FROB: on bits"), introduce("c"))
    assert [name.about for name in own.values()] == ["On Bits, a", "on bits, b", "Paper c"]


@pytest.mark.parametrize(
    ("text", "long", "may"),
    [
        ("it retrieves passages and augments generation", "retrieval-augmented generation", True),
        ("augmented retrieval of pictures", "retrieval-augmented generation", True),  # two words of three
        ("prompts for classes", "printed circuit board", False),
        ("circuits of attention heads", "printed circuit board", False),  # one of three
        ("a printed text", "printed board", False),  # half is not enough
    ],
)
def test_a_name_may_stand_for_what_its_text_has_words_of(text: str, long: str, may: bool) -> None:
    assert may_stand_for(set(list_stems(text)), list_stems(long)) == may


def name(*, is_sure: bool) -> OwnName:
    return OwnName("on bits", is_sure)


@pytest.mark.parametrize(
    ("sure", "users", "several", "why"),
    [
        ((True, True), 2, True, "two papers"),
        ((True, True), 8, True, "others use it, but not many"),
        ((True, True), 9, False, "far more papers only use it"),
        ((True, False), 2, False, "one of them only seems to"),
        ((True,), 1, False, "one paper"),
    ],
)
def test_a_name_is_that_of_several_things_where_papers_surely_introduce_it(
    sure: tuple[bool, ...], users: int, several: bool, why: str
) -> None:
    own = {paper: name(is_sure=is_sure) for paper, is_sure in enumerate(sure)}
    assert is_introduced_twice(own, users) == several, why
