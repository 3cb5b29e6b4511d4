"""The graph of `derived.ttl`: links and communities that were computed from the facts, and by which run."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.derived import Derived
from kg.rdf.iris import GraphIris
from kg.rdf.terms import Iri, Subject, expand, make_literal, make_subject


def state_derived(views: Derived, activity: Iri, ids: GraphIris) -> Iterator[Subject]:
    """The subjects of links and communities, which are computed and stated by no text."""
    yield make_subject(
        ids.derived,
        types=("void:Dataset", "prov:Entity"),
        pairs=[
            (expand("dcterms:title"), make_literal("Links and themes computed from what papers name together")),
            (expand("dcterms:isPartOf"), ids.graph),
            (expand("prov:wasGeneratedBy"), activity),
        ],
    )
    for community in views.communities:
        yield make_subject(
            ids.thing("community", str(community.number)),
            types=("kg:Community", "skos:Collection"),
            pairs=[
                (expand("skos:prefLabel"), make_literal(community.name)),
                *((expand("skos:member"), ids.entity(entity)) for entity in community.concepts),
                *((expand("kg:themeOf"), ids.paper(paper)) for paper in community.papers),
            ],
        )
    for link in views.links:
        yield make_subject(
            ids.thing("link", f"{link.source}~{link.target}"),
            types=("kg:Link",),
            pairs=[
                (expand("kg:between"), ids.entity(link.source)),
                (expand("kg:between"), ids.entity(link.target)),
                (expand("kg:sharedPapers"), make_literal(link.papers)),
                (expand("kg:weight"), make_literal(link.weight)),
            ],
        )
