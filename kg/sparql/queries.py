"""The competency queries that ship with kg: finds them, reads their parameters, and sets their values.

A query file starts with comment lines, the first its title. One of them may be `# @graph facts`: what the query asks
for is in that graph alone (`kg.sparql.evaluate.find_only_graph`). A parameter is a line of the query of this form,
which any SPARQL engine takes as it stands:

    VALUES ?title { "Guidance" }  # @param words of the paper's title
    VALUES ?benchmark { "imagenet 256x256" }  # @name the benchmark, by its name or any other spelling

The value that a user sets replaces the term between the braces, as a string or a number, whatever it holds. A value of
a `@name` is put in lower case, like those of `kg:nameKey`, so that an engine finds it without scanning all labels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kg.model.errors import NoSuchName, UsageError
from kg.rdf.schemas import find_schemas
from kg.text.suggestions import suggest_nearest

_PARAMETER = re.compile(
    r"""^(?P<start>[^\S\r\n]*VALUES[^\S\r\n]+\?(?P<name>\w+)[^\S\r\n]*\{[^\S\r\n]*)
        (?:"(?P<text>(?:[^"\\\r\n]|\\.)*+)"|(?P<number>-?[0-9]+(?:\.[0-9]+)?))
        (?P<end>[^\S\r\n]*\}[^\S\r\n]*\#[^\S\r\n]*@(?P<kind>param|name)[^\S\r\n]+(?P<about>.*))$""",
    re.MULTILINE | re.VERBOSE,
)


_SPARQL = re.compile(r"[{}<>:?$]")  # what a query holds one of, and no name


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query."""

    name: str
    default: str
    about: str
    is_number: bool
    is_name: bool  # the value is an entity's name; case does not count


@dataclass(frozen=True, slots=True)
class CompetencyQuery:
    """A query that ships with kg."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, values: Mapping[str, str]) -> str:
        """The text of the query with these values of parameters, and the defaults of all others.

        Raises:
            UsageError: the query has no such parameter, or its value is no number where one is needed.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                there = f"it has {', '.join(known)}" if known else "it has none"
                hint = suggest_nearest(name, known)
                raise UsageError(f"The query {self.name} has no parameter {name!r}; {there}. {hint}".rstrip())

        def bind_line(line: re.Match[str]) -> str:
            name = line["name"]
            if name not in values:
                return line.group()
            return line["start"] + to_term(values[name], known[name]) + line["end"]

        return _PARAMETER.sub(bind_line, self.text)

    def parts(self) -> tuple[str | tuple[Parameter, str], ...]:
        """The text cut at its parameters: pieces of query in turn with parameters and their present terms."""
        parts: list[str | tuple[Parameter, str]] = []
        known = {parameter.name: parameter for parameter in self.parameters}
        cut = 0
        for line in _PARAMETER.finditer(self.text):
            start, end = line.end("start"), line.start("end")
            parts += [self.text[cut:start], (known[line["name"]], self.text[start:end])]
            cut = end
        return (*parts, self.text[cut:])


def list_names() -> list[str]:
    """The names of all competency queries, sorted."""
    return sorted(path.stem for path in _find_folder().glob("*.rq"))


def is_sparql(text: str) -> bool:
    """Whether a text is SPARQL rather than the name of a shipped query."""
    return _SPARQL.search(text) is not None


def load(name: str) -> CompetencyQuery:
    """A competency query by name.

    Raises:
        NoSuchName: there is none of that name.
    """
    if name not in list_names():
        hint = suggest_nearest(name, list_names(), otherwise="`kg query` lists what there is.")
        raise NoSuchName(f"There is no query named {name!r}. {hint}")
    return parse(name, (_find_folder() / f"{name}.rq").read_text(encoding="utf-8"))


def parse(name: str, text: str) -> CompetencyQuery:
    """Parse a query file: title, description and parameters; without comment lines, its name is its title."""
    text = text.removeprefix("\ufeff")  # the mark that some editors put before a text
    header = [line.removeprefix("#").strip() for line in _split_header(text)]
    header = [line for line in header if not line.startswith("@graph ")]
    return CompetencyQuery(
        name=name,
        title=header[0] if header else name,
        description=" ".join(header[1:]).strip(),
        parameters=tuple(
            Parameter(
                name=line["name"],
                default=line["number"] or line["text"],
                about=line["about"],
                is_number=line["number"] is not None,
                is_name=line["kind"] == "name",
            )
            for line in _PARAMETER.finditer(text)
        ),
        text=text,
    )


def _split_header(text: str) -> list[str]:
    lines = text.splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[:end]


def _find_folder() -> Path:
    return find_schemas() / "queries"


def to_term(value: str, parameter: Parameter) -> str:
    """A value as a term of SPARQL: a number for a number parameter, else a string.

    Raises:
        UsageError: it is no number where one is needed, or holds a lone surrogate.
    """
    from pyoxigraph import Literal

    if not parameter.is_number:
        try:
            return str(Literal(value.lower() if parameter.is_name else value))
        except ValueError as error:
            raise UsageError(f"The value of {parameter.name} holds half a character; give valid text.") from error
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise UsageError(f"The value of {parameter.name} must be a number, not {value!r}.") from error
    if not number.is_finite():
        raise UsageError(f"The value of {parameter.name} must be a number, not {value!r}.")
    return f"{number:f}"
