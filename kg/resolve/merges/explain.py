"""Why each spelling belongs to its entity: the strongest link at its node, else its difference from the name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.model.knowledge import Merge
from kg.resolve.forms import Form, list_first_papers
from kg.resolve.resolution_graph import Link, Node
from kg.text.normalise import surface_form


def explain_merges(
    name: str,
    members: Sequence[Node],
    ids: Sequence[str],
    forms: Mapping[Node, Form],
    links: Mapping[Node, Sequence[Link]],
) -> Iterator[Merge]:
    """One record for each surface of an entity but its name, sorted by surface.

    `members` are the nodes of the entity, `ids` are those of the papers, by position; `links` has the links at
    each node.
    """
    merges: dict[str, Merge] = {}
    key = surface_form(name).key
    for node in members:
        if node not in forms:
            continue
        best = min(links.get(node, ()), key=lambda link: (link.rank[0], link.source, link.target), default=None)
        for surface in sorted(forms[node].surfaces):
            if surface == name:
                continue
            seen_in: Sequence[int] = forms[node].papers
            if surface_form(surface).key == key:
                reason, detail = classify_spelling(surface, name), f"It is {name} in another spelling."
            elif best is None:
                reason, detail = "spelling", "It writes the same name as other spellings here."
            else:
                reason, detail, seen_in = best.reason, best.detail, best.papers or seen_in
            merges.setdefault(surface, Merge(surface, reason, detail, list_first_papers(ids, seen_in)))
    yield from (merges[surface] for surface in sorted(merges))


def classify_spelling(surface: str, name: str) -> str:
    """How a surface differs from a name of the same merge key: "residue" of markup, "case", "plural" or "spelling"."""
    displayed = surface_form(surface).display
    folded, other = displayed.casefold(), name.casefold()
    if folded == other:
        return "case" if displayed == surface else "residue"
    if abs(len(folded) - len(other)) in (1, 2, 3) and folded.endswith("s") != other.endswith("s"):
        return "plural"
    return "spelling"
