"""Pages in HTML. Whatever text they show stays text: templates escape it, and no script may run."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse

from kg.serve.addresses import address, path_of

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def rendered(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page from a template."""
    return HTMLResponse(_environment().get_template(template).render(values), status)


def words(iri: str) -> str:
    """The end of an IRI as words: "evaluates on"."""
    return _WORDS.sub(" ", iri.replace("#", "/").rpartition("/")[2]).lower()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.serve", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(address=address, path_of=path_of, words=words)
    return environment
