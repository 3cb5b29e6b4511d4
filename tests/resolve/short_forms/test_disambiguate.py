"""Which sense of a short form a paper means, by each kind of evidence, and what stays undecided."""

from dataclasses import replace

import pytest

from kg.model.types import Label
from kg.resolve.forms import count_forms, find_nodes
from kg.resolve.short_forms.definitions import collect_definitions
from kg.resolve.short_forms.disambiguate import ShortForm, disambiguate, split_senses
from kg.resolve.short_forms.own_names import collect_own_names
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from kg.vocabulary.acronyms import KnownSense
from kg.vocabulary.aliases import KnownName
from kg.vocabulary.lexicon import Lexicon
from tests.fixtures.resolution import NO_LEXICON, Annotated, annotate, node

FLOW, DROPOUT = "semantic flow distillation", "sparse feature dropout"


def define(paper_id: str, long: str, context: str = "", label: Label = "METHOD") -> Annotated:
    """A paper that defines SFDX, which is long for a short form, to mean `long`."""
    labels: dict[str, Label] = {long: label, "SFDX": label}
    if context:
        labels[context] = "TASK"
    return annotate(paper_id, f"{long} (SFDX) for {context}.", labels, defines=[("SFDX", long)])


def use(paper_id: str, *names: str, label: Label = "METHOD") -> Annotated:
    """A paper that uses SFDX without defining it, and mentions some other names."""
    labels: dict[str, Label] = {"SFDX": label, **dict.fromkeys(names, "TASK")}
    return annotate(paper_id, "SFDX with " + " and ".join(names), labels)


def decide(*annotated: Annotated, lexicon: Lexicon = NO_LEXICON) -> ShortForm:
    """What is decided for SFDX."""
    papers, extractions = [paper for paper, _ in annotated], [extraction for _, extraction in annotated]
    nodes = find_nodes(extractions)
    forms = count_forms(papers, extractions, nodes)
    definitions = collect_definitions(extractions, nodes)
    own_names = collect_own_names(papers, extractions, nodes, definitions)
    return disambiguate(papers, extractions, nodes, forms, definitions, lexicon, own_names)[node("SFDX")]


def find_long(short_form: ShortForm, paper: int) -> str:
    """The long form of the sense that a paper means."""
    return next(sense.long.text for sense in short_form.senses if sense.key == short_form.sense_in[paper])


BOTH = (define("a", FLOW, "diffusion"), define("b", DROPOUT, "speech recognition"))


def test_a_paper_that_defines_a_short_form_means_that() -> None:
    short_form = decide(*BOTH)
    assert (find_long(short_form, 0), find_long(short_form, 1)) == (FLOW, DROPOUT)
    assert short_form.reasons == {}
    assert short_form.is_ambiguous


@pytest.mark.parametrize(
    ("papers", "long", "reason"),
    [
        ((*BOTH, use("z", DROPOUT)), DROPOUT, "the paper also uses the long form"),
        (
            (*(define(f"a{i}", FLOW) for i in range(45)), *(define(f"b{i}", DROPOUT) for i in range(5)), use("z")),
            FLOW,
            "nearly all papers that define it mean this",
        ),
        (
            (*BOTH, use("z", "speech recognition")),
            DROPOUT,
            "the paper shares its other concepts with papers that define it so",
        ),
        (
            (*(define(f"a{i}", FLOW) for i in range(5)), *(define(f"b{i}", DROPOUT) for i in range(2)), use("z")),
            FLOW,
            "no other meaning is defined nearly as often",
        ),
    ],
)
def test_evidence_of_the_corpus(papers: tuple[Annotated, ...], long: str, reason: str) -> None:
    short_form = decide(*papers)
    last = len(papers) - 1
    assert (find_long(short_form, last), short_form.reasons[last]) == (long, reason)


@pytest.mark.parametrize(
    ("papers", "why"),
    [
        ((*BOTH, use("z")), "nothing tells the senses apart"),
        ((*BOTH, use("z", FLOW, DROPOUT)), "the paper uses both long forms"),
        ((*BOTH, use("z", "diffusion", "speech recognition")), "it shares as much with the one as with the other"),
        ((*BOTH, use("z", label="DATASET")), "no sense has its label, and none is far ahead"),
    ],
)
def test_what_stays_undecided(papers: tuple[Annotated, ...], why: str) -> None:
    short_form = decide(*papers)
    assert short_form.undecided == (len(papers) - 1,), why
    assert short_form.node_in(len(papers) - 1) == node("SFDX")


def test_the_label_rules_out_senses_of_another_kind() -> None:
    papers = (define("a", "speed of frogs", label="METRIC"), define("b", FLOW), use("z", label="METRIC"))
    assert find_long(decide(*papers), 2) == "speed of frogs"


def introduce(paper_id: str, text: str = "", *, title: str = "", score: float = 0.95) -> Annotated:
    """A paper that introduces SFDX as its own."""
    labels: dict[str, Label] = {"SFDX": "METHOD"}
    return annotate(
        paper_id, f"We propose SFDX. {text}", labels, claims=[("proposes", "SFDX")], title=title, score=score
    )


def test_an_own_name_is_not_expanded_without_words_of_the_long_form() -> None:
    lexicon = make_lexicon((FLOW, 900, 1.0))
    alone = decide(introduce("a"), lexicon=lexicon)
    assert alone.reasons == {0: "the paper introduces it as its own"}
    assert alone.node_in(0) == node("SFDX"), "nothing to tell it from"
    written = decide(introduce("a", "It distils semantic flows."), lexicon=lexicon)
    assert (find_long(written, 0), written.reasons[0]) == (FLOW, "the paper has words of the long form")


def test_a_paper_that_only_seems_to_introduce_a_name_goes_by_what_the_corpus_defines() -> None:
    doubtful = introduce("z", score=0.7)
    assert find_long(decide(define("a", FLOW), doubtful), 1) == FLOW
    assert decide(define("a", FLOW), introduce("z")).reasons == {1: "the paper introduces it as its own"}
    assert decide(doubtful, lexicon=make_lexicon((FLOW, 900, 1.0))).reasons == {0: "the paper introduces it as its own"}


def test_two_papers_that_introduce_a_name_have_two_things_and_a_third_goes_with_what_it_shares() -> None:
    papers = (introduce("a", title="SFDX: On Frogs"), introduce("b", title="SFDX: On Toads"), use("c"))
    short_form = decide(*papers)
    assert [sense.long.text for sense in short_form.senses] == ["On Frogs", "On Toads"]
    assert short_form.undecided == (2,)
    assert len({short_form.node_in(paper) for paper in range(3)}) == 3


def test_an_own_sense_against_the_table_of_aliases_keeps_the_name_from_it() -> None:
    alias = KnownName(FLOW, node(FLOW).key, "METHOD", FLOW)
    lexicon = replace(NO_LEXICON, names={node("SFDX").key: alias})
    assert not decide(define("a", FLOW), lexicon=lexicon).is_ambiguous
    against = decide(define("a", DROPOUT), lexicon=lexicon)
    assert against.is_ambiguous
    assert against.node_in(0).lexicon_key == ""


def make_lexicon(*meanings: tuple[str, int, float]) -> Lexicon:
    listed = tuple(KnownSense(long, papers, share, "SFDX") for long, papers, share in meanings)
    return replace(NO_LEXICON, senses={node("SFDX").key: listed})


@pytest.mark.parametrize(
    ("meanings", "label", "reason"),
    [
        (((FLOW, 10, 0.6),), "METHOD", "papers at large mean this by it"),
        (((FLOW, 5, 0.9),), "METHOD", "papers at large mean this by it"),
        # The share is of the meanings that the label leaves: 0.4 of 0.6.
        (((FLOW, 20, 0.4), ("frog success rate", 20, 0.4)), "METHOD", "papers at large mean this by it"),
        ((("frog success rate", 10, 0.9),), "METHOD", "the name is known for one thing only"),
    ],
)
def test_what_papers_at_large_mean(meanings: tuple[tuple[str, int, float], ...], label: Label, reason: str) -> None:
    assert decide(use("a", label=label), lexicon=make_lexicon(*meanings)).reasons == {0: reason}


@pytest.mark.parametrize(
    ("meanings", "label", "why"),
    [
        (((FLOW, 9, 0.6),), "METHOD", "too few papers"),
        (((FLOW, 20, 0.5),), "METHOD", "too few of them"),
        (((FLOW, 20, 0.6), (DROPOUT, 18, 0.3)), "METHOD", "another meaning is not far behind"),
        ((("frog success rate", 9, 0.9),), "METHOD", "another label, and not known well enough"),
        ((("frog success rate", 90, 0.8),), "METHOD", "another label, and not the only meaning"),
    ],
)
def test_what_papers_at_large_do_not_agree_on(
    meanings: tuple[tuple[str, int, float], ...], label: Label, why: str
) -> None:
    assert decide(use("a", label=label), lexicon=make_lexicon(*meanings)).undecided == (0,), why


def test_a_benchmark_of_that_name_is_not_what_the_name_is_known_for() -> None:
    lexicon = make_lexicon(("frog success rate", 90, 1.0))
    assert decide(use("a", label="DATASET"), lexicon=lexicon).reasons == {0: "the name is known for one thing only"}
    benchmark = replace(lexicon, benchmarks=frozenset({node("SFDX").key}))
    assert decide(use("a", label="DATASET"), lexicon=benchmark).undecided == (0,)


def short_form(senses: int, *, in_papers: tuple[int, ...], undecided: int = 0) -> ShortForm:
    """With so many senses, in so many papers each, and undecided in so many more."""
    all_senses = tuple(Sense(str(i), surface_form(f"long {i}")) for i in range(senses))
    order = [sense.key for sense, count in zip(all_senses, in_papers, strict=True) for _ in range(count)]
    left = tuple(range(len(order), len(order) + undecided))
    return ShortForm(node("SFDX"), "SFDX", all_senses, dict(enumerate(order)), left, {})


@pytest.mark.parametrize(
    ("form", "main", "why"),
    [
        (short_form(1, in_papers=(1,)), "0", "the only sense"),
        (short_form(2, in_papers=(45, 5)), "0", "nine in ten"),
        (short_form(1, in_papers=(1,), undecided=1), None, "undecided uses count as another sense"),
        (short_form(2, in_papers=(4, 0)), None, "too few papers"),
        (short_form(2, in_papers=(44, 6)), None, "fewer than nine in ten"),
        (short_form(0, in_papers=(), undecided=1), None, "no sense in use"),
    ],
)
def test_the_main_sense(form: ShortForm, main: str | None, why: str) -> None:
    assert (form.main_sense.key if form.main_sense else None) == main, why


def test_only_ambiguous_short_forms_have_nodes_by_sense() -> None:
    single, several = short_form(1, in_papers=(1,)), short_form(1, in_papers=(1,), undecided=1)
    rows = [[node("SFDX"), node("frog")], [node("SFDX")]]
    assert split_senses(rows, {node("SFDX"): single}) == rows
    assert split_senses(rows, {node("SFDX"): several}) == [
        [node("SFDX", sense="0"), node("frog")],
        [node("SFDX")],
    ]
