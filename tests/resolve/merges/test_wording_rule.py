"""Names with a part in short form: what merges, and what must not."""

from dataclasses import replace

import pytest

from kg.model.types import Label
from kg.resolve.merges.wording_rule import find_certain_long_form, link_wordings
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from kg.vocabulary.acronyms import KnownSense
from kg.vocabulary.aliases import KnownName
from tests.fixtures.resolution import NO_LEXICON, count_names, node

SENSES = {
    "llm": (KnownSense("large language model", 900, 0.95, "LLM"),),
    "lalm": (KnownSense("large language model", 40, 0.95, "LALM"),),
    "vla": (KnownSense("vision language action model", 40, 0.95, "VLA"),),
    "dit": (KnownSense("diffusion transformer", 60, 0.7, "DiT"),),
    "rl": (KnownSense("reinforcement learning", 50, 0.8, "RL"),),
    "few": (KnownSense("frogs eating worms", 29, 0.95, "FEW"),),
    "fid": (KnownSense("frog identification", 90, 0.95, "FID"),),
}
LEXICON = replace(NO_LEXICON, senses=SENSES)


@pytest.mark.parametrize(
    ("name", "written_out", "label", "why"),
    [
        ("multimodal LLM", "multimodal large language model", "MODEL", "a known short form"),
        ("LLM agents", "large language model agent", "METHOD", "in the singular"),
        ("VLA models", "vision-language-action model", "MODEL", "the long form has the noun already"),
        ("LLM-based agent", "LLM agent", "MODEL", "-based adds nothing to a model"),
        ("DiT 2 model", "diffusion transformer 2 model", "MODEL", "a version follows: the model is meant"),
    ],
)
def test_what_merges(name: str, written_out: str, label: Label, why: str) -> None:
    forms = count_names([(name, label, 2), (written_out, label, 1)])
    (link,) = link_wordings(forms, {}, LEXICON)
    assert (link.source, link.target, link.reason) == (node(name), node(written_out), "wording"), why
    assert link.detail.startswith("Written out it is ")
    assert link.papers == (0, 1)


@pytest.mark.parametrize(
    ("name", "other", "label", "why"),
    [
        ("multimodal LLM", "large language model", "MODEL", "another name written out"),
        ("RL agent", "reinforcement learning agent", "METHOD", "papers at large do not agree enough"),
        ("FEW tuning", "frogs eating worms tuning", "METHOD", "too few papers at large"),
        ("rFID score", "frog identification score", "METRIC", "another short form, by its case"),
        ("DiT model", "diffusion transformer model", "MODEL", "no version follows"),
        ("SWE-LLM", "SWE large language model", "MODEL", "a name in one word"),
        ("graph-based search", "graph search", "METHOD", "-based adds something to a method"),
    ],
)
def test_what_must_not(name: str, other: str, label: Label, why: str) -> None:
    assert list(link_wordings(count_names([(name, label, 2), (other, label, 1)]), {}, LEXICON)) == [], why


def test_names_of_labels_that_differ_do_not_merge() -> None:
    forms = count_names([("LLM agent", "MODEL", 1), ("large language model agent", "DATASET", 1)])
    assert list(link_wordings(forms, {}, LEXICON)) == []


def test_names_that_are_one_written_out_merge_without_it() -> None:
    (link,) = link_wordings(count_names([("visual LLM", "MODEL", 1), ("visual LALM", "MODEL", 1)]), {}, LEXICON)
    assert (link.source, link.target) == (node("visual LLM"), node("visual LALM"))


def with_senses(*longs: str, papers: int = 10, undecided: int = 0) -> dict[Node, ShortForm]:
    senses = tuple(Sense(long, surface_form(long)) for long in longs)
    sense_in = {i * papers + j: sense.key for i, sense in enumerate(senses) for j in range(papers)}
    left = tuple(range(len(sense_in), len(sense_in) + undecided))
    return {node("LLM"): ShortForm(node("LLM"), "LLM", senses, sense_in, left, {})}


def test_what_the_corpus_means_comes_before_what_papers_at_large_mean() -> None:
    assert find_certain_long_form("LLM", {}, LEXICON) == "large language model"
    assert find_certain_long_form("LLM", with_senses("lazy lion method"), LEXICON) == "lazy lion method"


@pytest.mark.parametrize(("longs", "undecided"), [(("a b", "c d"), 0), (("a b",), 10), ((), 1)])
def test_an_ambiguous_short_form_has_no_certain_long_form(longs: tuple[str, ...], undecided: int) -> None:
    assert find_certain_long_form("LLM", with_senses(*longs, undecided=undecided), LEXICON) is None


def test_a_long_form_that_is_curated_needs_no_agreement() -> None:
    curated = KnownName("RL", "rl", "METHOD", "reinforcement learning")
    assert find_certain_long_form("RL", {}, LEXICON) is None
    assert find_certain_long_form("RL", {}, replace(LEXICON, names={"rl": curated})) == "reinforcement learning"
