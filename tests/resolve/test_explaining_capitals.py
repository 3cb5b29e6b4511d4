"""Capitals that spell out an acronym: what gives way to it, what is written plainly, and what keeps its spelling."""

import pytest

from kg.resolve.explaining_capitals import explains_short_form, write_plainly

WORDS = frozenset({"expansion", "experience", "implicit", "lidar", "retrieval", "soft"})


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("GrAdient-free Layer Expansion", "GALE"),
        ("REtrieval with CONtext", "RECON"),
        ("imPlicit ReWard Shaping", "PRWS"),
        ("Proactive Routing Of BottlEnecks", "PROBE"),
    ],
)
def test_a_long_form_that_only_explains_its_short_form(long: str, short: str) -> None:
    assert explains_short_form(long, short)


@pytest.mark.parametrize(
    ("long", "short", "why"),
    [
        ("Group Relative Policy Optimization", "GRPO", "capitals of words"),
        ("low-rank adaptation", "LoRA", "no capitals"),
        ("model FLOPs utilization", "MFU", "capitals that the short form lacks"),
        ("LiDAR Range Net", "LRN", "the capitals are the name's own"),
        ("GigaFLOPs", "GFLOP", "one word"),
        ("DeepSpeed Inference", "SDI", "its capitals come in another order"),
    ],
)
def test_a_long_form_that_is_a_name(long: str, short: str, why: str) -> None:
    assert not explains_short_form(long, short), why


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Model ExpansioN", "Model Expansion"),
        ("Forward Learning with EXperience", "Forward Learning with Experience"),
        ("imPlicit Reward", "implicit Reward"),
        ("Cross-RetriEval", "Cross-Retrieval"),
        # What keeps its spelling:
        ("LiDAR expansion", "LiDAR expansion"),  # a name with two capitals on end
        ("SofT-GRPO", "SofT-GRPO"),  # a short word is a name
        ("DeepSpeed Expansion", "DeepSpeed Expansion"),  # no ordinary word
        ("ExpansioN", "ExpansioN"),  # a name of one word
        ("", ""),
    ],
)
def test_ordinary_words_are_written_plainly(name: str, plain: str) -> None:
    assert write_plainly(name, WORDS) == plain
