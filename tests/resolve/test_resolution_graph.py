"""The resolution graph: which nodes the lexicon knows, and which links come first."""

import pytest

from kg.resolve.resolution_graph import Link, Node


@pytest.mark.parametrize(
    ("node", "key", "why"),
    [
        (Node("gqa"), "gqa", "the key says which name it is"),
        (Node("gqa", sense="groupedquery"), "", "one sense among several"),
        (Node("math", capitals=True), "", "told from a word of the same key by its capitals"),
    ],
)
def test_the_key_in_the_lexicon(node: Node, key: str, why: str) -> None:
    assert node.lexicon_key == key, why


def test_a_node_without_a_sense_comes_before_its_senses_and_those_before_longer_keys() -> None:
    nodes = [Node("cpt"), Node("cpt", capitals=True), Node("cpt", "a"), Node("cpt", "b"), Node("cpts"), Node("d")]
    assert sorted(set(nodes)) == nodes


def test_the_strongest_reason_comes_first_and_then_the_most_papers() -> None:
    first, second = Node("a"), Node("b")
    links = [
        Link(first, second, "correction", ""),
        Link(first, second, "abbreviation", "", (1, 2)),
        Link(first, second, "abbreviation", "", (1,)),
        Link(first, second, "known alias", "", (1, 2, 3)),
        Link(first, second, "wording", "", (1, 2, 3)),
        Link(first, second, "typo", "", (1,)),
        Link(second, first, "typo", "", (1,)),
    ]
    ranks = [link.rank for link in links]
    assert ranks == sorted(set(ranks))
