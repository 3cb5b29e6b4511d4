"""`/query`: an editor for SPARQL (CodeMirror) on this server's own endpoint, with the competency queries as examples.

Everything comes from this server, and the Content-Security-Policy lets the page reach nothing else: scripts and styles
are files of this server, none stands in the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.pictures.pages.question_forms import group_queries, load_shipped
from kg.pictures.pages.shared import to_json_block
from kg.rdf.namespaces import KG, VOCABULARIES, PrefixMap
from kg.rdf.schemas import find_schemas
from kg.sparql.turtle_files import read_prefixes

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_SERVE = Path(__file__).parent.parent
_ENDPOINT = "sparql"  # relative to the page, wherever the server is mounted


class HasFolder(Protocol):
    """The part of a context that the routes of this page need."""

    @property
    def folder(self) -> Path: ...


def routes(context: HasFolder) -> list[BaseRoute]:
    """The page, and the files that it consists of."""

    def page(_: Request) -> Response:
        return HTMLResponse(_render_page(read_prefixes(context.folder)), headers=_HEADERS)

    return [
        Route("/query", page, methods=["GET"]),
        Mount("/query/static", StaticFiles(directory=_SERVE / "static")),
    ]


def declare_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """The query after a declaration of each of our prefixes that it uses, so that any SPARQL engine takes it."""
    used = [name for name in sorted(prefixes) if re.search(rf"(?<![\w?$:-]){re.escape(name)}:", query)]
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in used) + ("\n" if used else "") + query


_ABOUT = (
    "SELECT ?term ?kind ?about { ?term a ?kind OPTIONAL { ?term rdfs:comment ?about } } ORDER BY ?term ?kind ?about"
)


@cache
def _list_terms() -> list[dict[str, str]]:
    """The classes and properties of the ontology, sorted, with what they mean: what the editor completes."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

    store = Store()
    store.load(path=find_schemas() / "ontology.ttl", format=RdfFormat.TURTLE)
    answer = store.query(_ABOUT, prefixes=dict(VOCABULARIES))
    if not isinstance(answer, QuerySolutions):
        raise ValueError(f"Unexpected answer: {answer!r}")
    rows = json.loads(answer.serialize(format=QueryResultsFormat.JSON) or b"")["results"]["bindings"]
    found = {}
    for row in rows:
        iri, kind, about = row["term"]["value"], row["kind"]["value"], row.get("about", {}).get("value", "")
        if iri.startswith(KG):
            name = f"kg:{iri.removeprefix(KG)}"
            found[name] = {"name": name, "kind": "class" if kind.endswith("Class") else "property", "about": about}
    return [found[name] for name in sorted(found)]


def _render_page(prefixes: PrefixMap) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    texts = {query.name: declare_prefixes(query.text, prefixes) for query in load_shipped()}
    groups = [
        {
            "name": group["name"],
            "questions": [
                {"name": question["name"], "title": question["title"], "query": texts[question["name"]]}
                for question in group["questions"]
            ],
        }
        for group in group_queries(load_shipped())
    ]
    known = {
        "endpoint": _ENDPOINT,
        "groups": groups,
        "prefixes": dict(prefixes),
        "terms": _list_terms(),
        "base": prefixes.base,
        "schema": KG,
    }
    environment = Environment(loader=PackageLoader("kg.serve"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("query.html.j2").render(known=Markup(to_json_block(known)), groups=groups)
