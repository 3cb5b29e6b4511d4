"""A small page about an entity or a paper, for a frame in somebody else's page."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

from kg.serve.pages.catalog import Catalog
from kg.serve.reconcile.vocabulary_terms import PROPERTIES, count_papers, list_types

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH, HEIGHT = 420, 260  # pixels of the frame
_MOST = 6  # values of a kind
_SHOWN = ("altLabel", "broader", "narrower", "variantOf", "basedOn", "proposedBy", "higherIsBetter")
_HERE = Path(__file__).parent


def make_preview(catalog: Catalog, identifier: str) -> Response | None:
    """The page about the entity or paper with this identifier; None where there is none."""
    entity = catalog.entity(identifier)
    if entity is not None:
        named = ((PROPERTIES[name].name, PROPERTIES[name].values(catalog, entity)) for name in _SHOWN)
        lines = [(name, [str(value.get("name", value.get("str"))) for value in values]) for name, values in named]
        about = f"{', '.join(list_types(entity)).lower()} {count_papers(entity)}"
        return _render_page(entity.name, about, lines)
    if (proposing := catalog.find_proposing(identifier)) is not None:
        paper, proposed = proposing
        return _render_page(paper.title, "paper", [("proposes", [entity.name for entity in proposed])])
    return None


def _render_page(title: str, about: str, lines: list[tuple[str, list[str]]]) -> Response:
    cut = [(name, values[:_MOST], len(values) - _MOST) for name, values in lines if values]
    template, style = _load_template()
    html = template.render(title=title, about=about, lines=cut, style=style)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    headers = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"}
    return Response(html.encode("utf-8", "replace"), 200, headers, "text/html; charset=utf-8")


@lru_cache(maxsize=1)
def _load_template() -> tuple[Template, str]:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = FileSystemLoader(_HERE)
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("preview.html.j2"), Markup((_HERE / "preview.css").read_text(encoding="utf-8"))
