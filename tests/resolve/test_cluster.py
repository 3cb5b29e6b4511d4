"""Step 4: nodes become clusters, link by link, and what cannot link stays apart."""

from itertools import permutations

import pytest

from kg.corrections import Corrections, parse
from kg.resolve.cluster import Clusters, cluster
from kg.resolve.constraints import Constraints, NodeIndex, build_constraints
from kg.resolve.resolution_graph import Link, Node, Reason
from kg.resolve.short_forms.definitions import Definitions
from tests.fixtures.resolution import NO_LEXICON, count_names, node

A, B, C, D = (Node(key) for key in "abcd")
NO_DEFINITIONS = Definitions({}, {})


def link(source: Node, target: Node, reason: Reason = "wording") -> Link:
    return Link(source, target, reason, "")


def test_links_make_clusters_in_any_order() -> None:
    for links in permutations([link(A, B), link(C, B), link(D, D)]):
        clusters = Clusters()
        for edge in links:
            clusters.unite(edge)
        assert clusters.members([]) == [[A, B, C], [D]]
        assert {clusters.root(n) for n in (A, B, C)} == {A}
        assert clusters.root(Node("e")) == Node("e")


def test_a_link_is_kept_at_both_its_ends() -> None:
    clusters = Clusters()
    clusters.unite(link(A, B))
    assert clusters.links == {A: [link(A, B)], B: [link(A, B)]}


@pytest.mark.parametrize(
    ("cannot_link", "links", "clusters"),
    [
        ({A: B}, [link(A, B)], [[A], [B]]),
        ({A: C}, [link(A, B), link(B, C)], [[A, B], [C]]),  # through a third
        ({A: D}, [link(A, B), link(C, D), link(B, C)], [[A, B], [C, D]]),
        ({A: C}, [link(A, B), link(C, D)], [[A, B], [C, D]]),  # nothing to prevent
    ],
)
def test_what_cannot_link_is_never_united(
    cannot_link: dict[Node, Node], links: list[Link], clusters: list[list[Node]]
) -> None:
    both = {end: {other} for pair in cannot_link.items() for end, other in (pair, pair[::-1])}
    united = Clusters(both)
    for edge in links:
        united.unite(edge)
    assert united.members(member for members in clusters for member in members) == clusters
    (end, other), *_ = cannot_link.items()
    assert united.forbidden_pair([D, end], [other]) == (end, other)
    assert united.forbidden_pair([end], []) is None


def clusters_of(names: list[tuple[str, int]], corrections: Corrections) -> list[list[Node]]:
    """The clusters of models with so many papers each."""
    forms = count_names([(name, "MODEL", papers) for name, papers in names])
    constraints = build_constraints(corrections, forms)
    return cluster(forms, {}, NO_DEFINITIONS, NO_LEXICON, constraints).members(forms)


NAMES = [("OpenAI o1", 1), ("o1", 6), ("o1 model", 2)]


def test_the_rules_and_the_corrections_are_applied() -> None:
    assert clusters_of(NAMES, Corrections()) == [sorted({node(name) for name, _ in NAMES})]
    alias = parse('[[alias]]\nname = "Zeta"\naliases = ["o1"]\n', file="c.toml")
    assert clusters_of(NAMES, alias) == [sorted({node("zeta"), *(node(name) for name, _ in NAMES)})]


def test_what_is_kept_apart_leaves_the_weaker_evidence() -> None:
    apart = parse('[[apart]]\nnames = ["o1 model", "OpenAI o1"]\n', file="c.toml")
    # The link of two papers comes before that of one.
    assert clusters_of(NAMES, apart) == [[node("o1"), node("o1 model")], [node("OpenAI o1")]]


def test_nothing_is_united_without_a_reason() -> None:
    forms = count_names([("Zorg", "MODEL", 1), ("Frob", "MODEL", 1)])
    clusters = cluster(forms, {}, NO_DEFINITIONS, NO_LEXICON, Constraints(NodeIndex(forms)))
    assert clusters.members(forms) == [[node("frob")], [node("zorg")]]
    assert clusters.links == {}
