"""What an entity is called."""

from dataclasses import replace

import pytest

from kg.model.types import Label
from kg.resolve.canonical import Name, NodeSense, choose_name, index_senses
from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from kg.vocabulary.aliases import KnownName
from kg.vocabulary.lexicon import Lexicon
from tests.fixtures.resolution import NO_LEXICON, count_names, node


def choose(
    *names: tuple[str, int],
    label: Label = "METHOD",
    senses: dict[Node, NodeSense] | None = None,
    lexicon: Lexicon = NO_LEXICON,
) -> str:
    """The name of an entity with these names, each of so many papers of their own."""
    forms = count_names([(name, label, papers) for name, papers in names])
    return choose_name(sorted(forms), label, forms, senses or {}, lexicon).full


def stands_for(short: str, long: str, *, defined: bool = True, rival: bool = False) -> dict[Node, NodeSense]:
    sense = Sense(long, surface_form(long), {node(long): {0}} if defined else {}, {0} if defined else set())
    return {node(short): NodeSense(ShortForm(node(short), short, (sense,), {0: long}, (), {}), sense, rival)}


@pytest.mark.parametrize(
    ("names", "label", "name", "why"),
    [
        ((("GPT-4", 2), ("GPT4", 1)), "MODEL", "GPT-4", "the usual spelling"),
        ((("Adam", 1), ("Adam optimizer", 3)), "METHOD", "Adam optimizer", "the name that most papers use"),
        ((("language models", 2),), "MODEL", "language model", "in the singular"),
        ((("FLOPs", 2),), "METRIC", "FLOPs", "a measure that counts is named in the plural"),
        ((("Hard Prompts", 2),), "DATASET", "Hard Prompts", "a dataset may be named in the plural"),
        ((("FFHQ 256×256", 2),), "DATASET", "FFHQ 256x256", "one way to write resolutions"),
    ],
)
def test_a_name_without_a_short_form(names: tuple[tuple[str, int], ...], label: Label, name: str, why: str) -> None:
    assert choose(*names, label=label) == name, why


def test_a_name_of_headings_alone_loses_the_capitals_of_ordinary_words() -> None:
    lexicon = replace(NO_LEXICON, words=frozenset({"weight", "averaging"}))
    forms = count_names([("Weight Averaging", "METHOD", 2)])
    assert choose_name(sorted(forms), "METHOD", forms, {}, lexicon).full == "Weight Averaging"
    forms = count_names([("Weight Averaging", "METHOD", 2)], weight=0.1)  # two headings
    assert choose_name(sorted(forms), "METHOD", forms, {}, lexicon).full == "weight averaging"


@pytest.mark.parametrize(
    ("short", "long", "papers", "label", "name", "why"),
    [
        ("GTX", "green tuning of text", (9, 1), "METHOD", "green tuning of text", "a description is always the name"),
        ("GTX", "Green Tuned Text", (1, 1), "MODEL", "Green Tuned Text", "a proper name that papers write out"),
        ("GTX", "Green Tuned Text", (29, 1), "MODEL", "GTX", "hardly any paper writes it out"),
        ("GTX", "The Grand Old Tuning For Texts", (1, 1), "MODEL", "GTX", "made up to fit the letters"),
        ("GREENTX", "Green Text", (1, 1), "MODEL", "GREENTX", "more letters than words"),
        ("GLUE", "Green Language Understanding Evaluation", (1, 1), "DATASET", "GLUE", "a dataset's name"),
        ("GLU", "Green Language Understanding", (1, 1), "DATASET", "Green Language Understanding", "too few letters"),
        ("GLUE", "Green Language Understanding Evaluation", (0, 1), "DATASET",
         "Green Language Understanding Evaluation", "no paper uses the short form alone"),
    ],
)  # fmt: skip
def test_long_or_short(short: str, long: str, papers: tuple[int, int], label: Label, name: str, why: str) -> None:
    senses = stands_for(short, long)
    if papers[0]:
        assert choose((short, papers[0]), (long, papers[1]), label=label, senses=senses) == name, why
    else:
        assert choose((long, papers[1]), label=label, senses=senses) == name, why


@pytest.mark.parametrize(
    ("long", "label", "defined", "name", "why"),
    [
        ("green tuning", "METHOD", False, "green tuning", "a method is called by what is known"),
        ("Green Text", "METHOD", False, "Green Text", "a method is called by what is known"),
        ("green text model", "MODEL", False, "green text model", "a description"),
        ("Green Text", "MODEL", False, "GTX", "a proper name that no paper writes"),
        ("green text", "DATASET", False, "GTX", "a dataset goes by its short form"),
        ("green tuning", "METHOD", True, "GTX", "papers define it, but the corpus has no mention of the long form"),
    ],
)
def test_a_short_form_alone(long: str, label: Label, defined: bool, name: str, why: str) -> None:
    assert choose(("GTX", 2), label=label, senses=stands_for("GTX", long, defined=defined)) == name, why


def test_a_rival_sense_qualifies_the_short_form() -> None:
    senses = stands_for("GTX", "green tuning", rival=True)
    assert choose(("GTX", 3), ("Green tuning", 1), senses=senses) == "GTX (Green tuning)"
    assert (
        choose(("GTX", 3), senses=stands_for("GTX", "green tuning", defined=False, rival=True)) == "GTX (green tuning)"
    )


def test_a_name_that_most_papers_write_out_needs_no_short_form_beside_it() -> None:
    senses = stands_for("GTX", "green tuning", rival=True)
    assert choose(("GTX", 3), ("green tuning", 4), senses=senses) == "green tuning"
    assert choose(("GTX", 1), ("green tuning", 2), senses=senses) == "GTX (green tuning)"  # two papers are too few


def test_the_lexicon_has_the_last_word() -> None:
    known = KnownName("Zorg", "zorg", "METHOD", "Zorg")
    lexicon = replace(NO_LEXICON, names={"zorg": known, node("frobnication").key: known})
    assert choose(("Zorg", 1), ("frobnication", 9), lexicon=lexicon) == "Zorg"
    assert choose(("frobnication", 9), lexicon=lexicon) == "frobnication"  # where it is a name of the entity


@pytest.mark.parametrize(
    ("counts", "undecided", "has_rival"),
    [((45, 5), (), False), ((3, 2), (), True), ((3,), (), False), ((3,), (9, 10, 11), False)],
)
def test_a_rival_is_another_sense_that_is_not_far_behind(
    counts: tuple[int, ...], undecided: tuple[int, ...], has_rival: bool
) -> None:
    senses = tuple(Sense(str(i), surface_form(f"long {i}")) for i in range(len(counts)))
    order = [str(i) for i, count in enumerate(counts) for _ in range(count)]
    form = ShortForm(node("GTX"), "GTX", senses, dict(enumerate(order)), undecided, {})
    index = index_senses({form.node: form})
    assert {n.sense for n in index} == ({""} if len(counts) == 1 and not undecided else {s.key for s in senses})
    assert {sense.has_rival for sense in index.values()} == {has_rival}


def test_a_qualified_name_reads_in_brackets() -> None:
    assert Name("CPT", "continual pre-training").full == "CPT (continual pre-training)"
    assert Name("CPT").full == "CPT"
    assert isinstance(count_names([("CPT", "METHOD", 1)])[node("CPT")], Form)
