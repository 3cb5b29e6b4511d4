"""Pages in HTML. Templates escape all text, so that it stays text, and no script may run."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse

from kg.serve.addresses import escape_path, find_address

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def render(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Fill in a template of the folder `templates`."""
    return HTMLResponse(_load_environment().get_template(template).render(values), status)


def split_words(iri: str) -> str:
    """The end of an IRI as words: "evaluates on"."""
    return _WORDS.sub(" ", iri.replace("#", "/").rpartition("/")[2]).lower()


@cache
def _load_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.serve", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(find_address=find_address, escape_path=escape_path, split_words=split_words)
    return environment
