"""Step 4, clusters: unites the nodes of one entity, link by link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from kg.resolve.constraints import Constraints
from kg.resolve.forms import Form
from kg.resolve.merges.abbreviation_rule import link_abbreviations
from kg.resolve.merges.added_words_rule import link_added_words
from kg.resolve.merges.known_alias_rule import link_known_aliases
from kg.resolve.merges.typo_rule import link_typos
from kg.resolve.merges.wording_rule import link_wordings
from kg.resolve.resolution_graph import Link, Node
from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.vocabulary.lexicon import Lexicon


class Clusters:
    """A union-find over nodes. Without `cannot_link` the clusters do not depend on the order of unions."""

    def __init__(self, cannot_link: Mapping[Node, Set[Node]] | None = None) -> None:
        self.links: dict[Node, list[Link]] = defaultdict(list)  # node -> the links that hold at it
        self._cannot_link = cannot_link or {}
        self._parent: dict[Node, Node] = {}
        self._bound: dict[Node, set[Node]] = {}  # root -> nodes of its cluster that cannot link with some other

    def root(self, node: Node) -> Node:
        """The first node, in the order of nodes, of a node's cluster."""
        path = []
        while (parent := self._parent.get(node, node)) != node:
            path.append(node)
            node = parent
        for passed in path:
            self._parent[passed] = node
        return node

    def unite(self, link: Link) -> None:
        """Make the clusters of two nodes one, unless two of their nodes cannot link."""
        first, second = sorted((self.root(link.source), self.root(link.target)))
        if first != second:
            bound = self._bound_in(first), self._bound_in(second)
            if self.forbidden_pair(*bound) is not None:
                return
            self._parent[second] = first
            if any(bound):
                self._bound[first] = bound[0] | bound[1]
        for end in (link.source, link.target):
            self.links[end].append(link)

    def forbidden_pair(self, nodes: Iterable[Node], others: Iterable[Node]) -> tuple[Node, Node] | None:
        """The first pair, in the order of nodes, of one node of each sequence that cannot link."""
        targets = set(others)
        for node in sorted(self._cannot_link.keys() & set(nodes)) if targets else ():
            if forbidden := self._cannot_link[node] & targets:
                return node, min(forbidden)
        return None

    def members(self, nodes: Iterable[Node]) -> list[list[Node]]:
        """The clusters of these nodes and of all that are linked, each sorted, by their first nodes."""
        groups: dict[Node, list[Node]] = defaultdict(list)
        for node in sorted({*nodes, *self.links}):
            groups[self.root(node)].append(node)
        return list(groups.values())

    def _bound_in(self, root: Node) -> set[Node]:
        return self._bound.get(root, {root} & self._cannot_link.keys())


def cluster(
    forms: Mapping[Node, Form],
    short_forms: Mapping[Node, ShortForm],
    definitions: Definitions,
    lexicon: Lexicon,
    constraints: Constraints,
) -> Clusters:
    """Apply the rules of `kg.resolve.merges` and the constraints, the strongest links first."""
    links = [
        *constraints.must_link,
        *link_abbreviations(short_forms, forms, definitions),
        *link_known_aliases(forms, lexicon, short_forms),
        *link_wordings(forms, short_forms, lexicon),
        *link_added_words(forms, short_forms, lexicon),
        *link_typos(forms),
    ]
    clusters = Clusters(constraints.cannot_link)
    for link in sorted(links, key=lambda link: link.rank):
        clusters.unite(link)
    return clusters
