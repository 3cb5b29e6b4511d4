"""`/query`: an editor for SPARQL (YASGUI) on this server's own endpoint, with the competency queries as examples.

Everything comes from this server, and the Content-Security-Policy lets the page reach nothing else: scripts and styles
are files of this server, and of inline styles there is only the one with which YASGUI draws the edges of columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.export.page.questions import grouped, shipped
from kg.export.pages import json_block
from kg.store.index import known_prefixes

_COLUMN_EDGES = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"  # of the style element that YASGUI 4.2.28 makes
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {_COLUMN_EDGES}; img-src 'self' data:; "
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
    """The page, the files that it consists of, and the prefixes that its editor completes."""

    def page(_: Request) -> Response:
        return HTMLResponse(_page(known_prefixes(context.folder)), headers=_HEADERS)

    def prefixes(_: Request) -> Response:
        return JSONResponse(known_prefixes(context.folder), headers=_HEADERS)

    return [
        Route("/query", page, methods=["GET"]),
        Route("/query/prefixes.json", prefixes, methods=["GET"]),
        Mount("/query/static", StaticFiles(directory=_HERE / "static")),
    ]


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """The query after a declaration of each of our prefixes that it uses, so that any SPARQL engine takes it."""
    used = [name for name in sorted(prefixes) if re.search(rf"(?<![\w?$:-]){re.escape(name)}:", query)]
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in used) + ("\n" if used else "") + query


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
    known = {"endpoint": _ENDPOINT, "groups": groups, "prefixes": dict(prefixes)}
    environment = Environment(loader=PackageLoader("kg.serve"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("query.html.j2").render(known=Markup(json_block(known)), groups=groups)
