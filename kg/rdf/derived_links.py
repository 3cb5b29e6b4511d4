"""What `derived.ttl` states: links and themes that were computed from the facts, and by which run."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.derived import Derived
from kg.rdf.names_of_things import Identifiers
from kg.rdf.subjects import Subject, described
from kg.rdf.values import Iri, name, term


def derived(views: Derived, activity: Iri, ids: Identifiers) -> Iterator[Subject]:
    """The graph of links and communities. Nothing in it is said by a text."""
    yield described(
        ids.derived,
        types=("void:Dataset", "prov:Entity"),
        pairs=[
            (name("dcterms:title"), term("Links and themes computed from what papers name together")),
            (name("dcterms:isPartOf"), ids.graph),
            (name("prov:wasGeneratedBy"), activity),
        ],
    )
    for community in views.communities:
        yield described(
            ids.thing("community", str(community.number)),
            types=("kg:Community", "skos:Collection"),
            pairs=[
                (name("skos:prefLabel"), term(community.name)),
                *((name("skos:member"), ids.entity(entity)) for entity in community.concepts),
                *((name("kg:themeOf"), ids.paper(paper)) for paper in community.papers),
            ],
        )
    for link in views.links:
        yield described(
            ids.thing("link", f"{link.source}~{link.target}"),
            types=("kg:Link",),
            pairs=[
                (name("kg:between"), ids.entity(link.source)),
                (name("kg:between"), ids.entity(link.target)),
                (name("kg:sharedPapers"), term(link.papers)),
                (name("kg:weight"), term(link.weight)),
            ],
        )
