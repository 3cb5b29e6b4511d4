"""`/query`: an editor for SPARQL (CodeMirror) on this server's own endpoint, with the competency queries as examples.

Everything comes from this server, and the Content-Security-Policy lets the page reach nothing else: scripts and styles
are files of this server, none stands in the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.export.page.questions import grouped, shipped
from kg.export.pages import json_block
from kg.namespaces import KG, VOCABULARIES, base_of
from kg.resources import schemas
from kg.store.index import known_prefixes

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_HERE = Path(__file__).parent
_ENDPOINT = "sparql"  # relative to the page, wherever the server is mounted


class Built(Protocol):
    """What the routes need to know of the server: the output folder of a build."""

    @property
    def folder(self) -> Path: ...


def routes(context: Built) -> list[BaseRoute]:
    """The page, and the files that it consists of."""

    def page(_: Request) -> Response:
        return HTMLResponse(_page(known_prefixes(context.folder)), headers=_HEADERS)

    return [
        Route("/query", page, methods=["GET"]),
        Mount("/query/static", StaticFiles(directory=_HERE / "static")),
    ]


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """The query after a declaration of each of our prefixes that it uses, so that any SPARQL engine takes it."""
    used = [name for name in sorted(prefixes) if re.search(rf"(?<![\w?$:-]){re.escape(name)}:", query)]
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in used) + ("\n" if used else "") + query


@cache
def _terms() -> list[dict[str, str]]:
    """The classes and properties of the ontology, sorted, with what they mean: what the editor completes."""
    from pyoxigraph import NamedNode, RdfFormat, Store

    store = Store()
    store.load(path=schemas() / "ontology.ttl", format=RdfFormat.TURTLE)
    kind, comment = NamedNode(VOCABULARIES["rdf"] + "type"), NamedNode(VOCABULARIES["rdfs"] + "comment")
    found = {}
    for quad in store.quads_for_pattern(None, kind, None):
        if not quad.subject.value.startswith(KG):
            continue
        name = f"kg:{quad.subject.value.removeprefix(KG)}"
        about = [each.object.value for each in store.quads_for_pattern(quad.subject, comment, None)]
        is_class = quad.object.value.endswith("Class")
        found[name] = {"name": name, "kind": "class" if is_class else "property", "about": " ".join(about)}
    return [found[name] for name in sorted(found)]


def _page(prefixes: Mapping[str, str]) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    texts = {query.name: declared(query.text, prefixes) for query in shipped()}
    groups = [
        {
            "name": group["name"],
            "questions": [
                {"name": one["name"], "title": one["title"], "query": texts[one["name"]]} for one in group["questions"]
            ],
        }
        for group in grouped(shipped())
    ]
    known = {
        "endpoint": _ENDPOINT,
        "groups": groups,
        "prefixes": dict(prefixes),
        "terms": _terms(),
        "base": base_of(prefixes),
        "schema": KG,
    }
    environment = Environment(loader=PackageLoader("kg.serve"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("query.html.j2").render(known=Markup(json_block(known)), groups=groups)
