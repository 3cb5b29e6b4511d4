"""The description of the endpoint in RDF: https://www.w3.org/TR/sparql11-service-description/"""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.namespaces import VOCABULARIES
from kg.serve.endpoint.media_types import GRAPHS, RESULTS, make_content_type
from kg.serve.negotiate import choose
from kg.serve.replies import make_error_reply
from kg.sparql.turtle_files import GRAPHS as NAMED_GRAPHS

SD = "http://www.w3.org/ns/sparql-service-description#"


async def describe_service(request: Request) -> Response:
    """The service description, in the RDF format that the client wants."""
    media_type = choose(",".join(request.headers.getlist("accept")), list(GRAPHS))
    if media_type is None:
        return make_error_reply(HTTPStatus.NOT_ACCEPTABLE, f"The description is offered as {', '.join(GRAPHS)}.")
    endpoint = str(request.url.replace(query="", fragment="")).rstrip("/")
    body = _serialise(endpoint, GRAPHS[media_type])
    return Response(body, headers={"Content-Type": make_content_type(media_type), "Vary": "Accept"})


def _serialise(endpoint: str, media_type: str) -> bytes:
    from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, serialize

    service, dataset, default = (NamedNode(endpoint + name) for name in ("#service", "#dataset", "#default"))
    a = NamedNode(VOCABULARIES["rdf"] + "type")

    def term(name: str) -> NamedNode:
        return NamedNode(SD + name)

    results = {QueryResultsFormat.from_media_type(name) for name in RESULTS.values()}
    graphs = {RdfFormat.from_media_type(name) for name in GRAPHS.values()}
    formats = sorted(known.iri for known in (*results, *graphs) if known)
    triples = [
        Triple(service, a, term("Service")),
        Triple(service, term("endpoint"), NamedNode(endpoint)),
        Triple(service, term("supportedLanguage"), term("SPARQL11Query")),
        Triple(service, term("feature"), term("UnionDefaultGraph")),
        *(Triple(service, term("resultFormat"), NamedNode(iri)) for iri in formats),
        Triple(service, term("defaultDataset"), dataset),
        Triple(dataset, a, term("Dataset")),
        Triple(dataset, term("defaultGraph"), default),
        Triple(default, a, term("Graph")),
        Triple(default, NamedNode(VOCABULARIES["rdfs"] + "comment"), Literal("The union of all named graphs.")),
    ]
    for iri in sorted(NAMED_GRAPHS.values()):
        named = NamedNode(f"{endpoint}#{iri.rpartition('#')[2]}")
        triples += [
            Triple(dataset, term("namedGraph"), named),
            Triple(named, a, term("NamedGraph")),
            Triple(named, term("name"), NamedNode(iri)),
        ]
    prefixes = {"sd": SD, "rdfs": VOCABULARIES["rdfs"]}
    return serialize(triples, format=RdfFormat.from_media_type(media_type), prefixes=prefixes) or b""
