"""Linking over all mentions: worked examples of the literature, and the alignment against every possible one."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from kg.evaluation import AnnotatedMention, Annotation, Figures, Linking, score_linking


def annotate(clusters, *, paper="a"):
    """A paper whose mention `x` is the letter's own character: "ab cd" is two entities of two mentions each."""
    mentions = tuple(
        AnnotatedMention(ord(letter), ord(letter) + 1, "METHOD", f"entity {i}")
        for i, cluster in enumerate(clusters.split())
        for letter in cluster
    )
    return Annotation(paper, "", mentions)


def score(gold, predicted):
    return score_linking([annotate(gold)], {"a": annotate(predicted)})


def test_the_worked_example_of_the_reference_scorer():
    """Pradhan et al. 2014, figure 1: entities {a b c}, {d e f g} and {a b}, {c d}, {f g h i}."""
    linking = score("abc defg", "ab cd fghi")
    assert linking.rows() == {
        "muc": Figures(p=0.4, r=0.4, f1=0.4, gold=5, predicted=5),
        "b-cubed": Figures(p=0.5, r=0.4167, f1=0.4545, gold=7, predicted=8),  # (2 + 1 + 1) / 8; (35 / 12) / 7
        "ceaf-e": Figures(p=0.4333, r=0.65, f1=0.52, gold=2, predicted=3),  # 2 * 2 / 5 + 2 * 2 / 8 = 1.3
    }
    assert linking.conll_f1 == pytest.approx((0.4 + 0.4545 + 0.52) / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("gold", "predicted", "muc", "b_cubed", "ceaf_e", "why"),
    [
        ("ab c", "ab c", (1, 1), (1, 1), (1, 1), "all is right"),
        ("ab", "cd", (0, 0), (0, 0), (0, 0), "nothing is"),
        ("abcd", "a b c d", (0, 0), (1, 0.25), (0.1, 0.4), "apart: one of them is paired, 2 * 1 / 5"),
        ("a b c d", "abcd", (0, 0), (0.25, 1), (0.4, 0.1), "together"),
        ("a", "a", (0, 0), (1, 1), (1, 1), "one mention has no link, so MUC has nothing to find"),
        ("ab", "ab c", (1, 1), (2 / 3, 1), (0.5, 1), "a mention that should not be there"),
        ("ab c", "ab", (1, 1), (1, 2 / 3), (1, 0.5), "a mention that is missed"),
        ("ab cd", "abcd", (2 / 3, 1), (0.5, 1), (2 / 3, 1 / 3), "one entity can be paired once: 2 * 2 / 6"),
    ],
)  # fmt: skip
def test_linking_in_small(gold, predicted, muc, b_cubed, ceaf_e, why):
    linking = score(gold, predicted)
    all_shares = [(figures.p, figures.r) for figures in linking.rows().values()]
    assert all_shares == [pytest.approx(shares, abs=1e-4) for shares in (muc, b_cubed, ceaf_e)], why


def test_an_entity_is_one_in_all_papers_and_names_differ_not_in_capitals():
    gold = [annotate("a"), Annotation("b", "", (AnnotatedMention(0, 1, "METHOD", "ENTITY 0"),))]
    together = {"a": annotate("a"), "b": Annotation("b", "", (AnnotatedMention(0, 1, "MODEL", "entity 0"),))}
    assert score_linking(gold, together) == Linking(*[Figures(1.0, 1.0, 1.0, n, n) for n in (1, 2, 1)])
    apart = together | {"b": Annotation("b", "", (AnnotatedMention(0, 1, "MODEL", "other"),))}
    assert score_linking(gold, apart).muc == Figures(0.0, 0.0, 0.0, 1, 0)


def test_a_paper_without_prediction_is_missed_and_an_unknown_one_counts_for_nothing():
    assert score_linking([annotate("ab")], {"b": annotate("cd", paper="b")}).rows() == {
        "muc": Figures(0.0, 0.0, 0.0, 1, 0),
        "b-cubed": Figures(0.0, 0.0, 0.0, 2, 0),
        "ceaf-e": Figures(0.0, 0.0, 0.0, 1, 0),
    }


def test_a_span_with_two_labels_is_one_mention():
    gold = annotate("a")
    twice = Annotation("a", "", (*gold.mentions, AnnotatedMention(97, 98, "MODEL", "twin")))
    assert score_linking([gold], {"a": twice}).ceaf_e == Figures(1.0, 1.0, 1.0, 1, 1)


@pytest.mark.parametrize("seed", range(20))
def test_no_other_pairing_of_entities_is_more_similar(seed):
    rng = random.Random(seed)
    gold, predicted = (
        [cluster for cluster in ("".join(letter for letter, k in own if k == i) for i in range(4)) if cluster]
        for own in ([(letter, rng.randrange(4)) for letter in "abcdefgh" if rng.random() < 0.8] for _ in range(2))
    )
    wide, narrow = sorted((gold, predicted), key=len, reverse=True)
    best = max(
        sum(
            2 * len({*cluster} & {*other}) / (len(cluster) + len(other))
            for cluster, other in zip(order, narrow, strict=False)
        )
        for order in permutations(wide)
    )
    ceaf_e = score(" ".join(gold), " ".join(predicted)).ceaf_e
    assert (ceaf_e.r * len(gold), ceaf_e.p * len(predicted)) == (pytest.approx(best, abs=1e-3),) * 2
