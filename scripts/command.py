"""One command of several parts, each of them a module: `python -m scripts.training labels`.

The command imports only the part that it is asked for, so that its `--help` needs nothing but the package itself.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import textwrap
from collections.abc import Mapping, Sequence
from typing import NamedTuple, NoReturn, Protocol, cast

from kg.model.errors import KgError

_WIDTH = 110  # characters of a line of the help


class Part(NamedTuple):
    """One part of a command, as the command's `--help` describes it."""

    module: str  # the dotted name of a `PartModule`
    summary: str
    needs: str = ""
    writes: str = ""


class PartModule(Protocol):
    """The module of a part; its docstring is the description in the part's own `--help`."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments of the part."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


def main(package: str, about: str, parts: Mapping[str, Part], argv: Sequence[str] | None = None) -> int:
    """Run the part that the first argument names and return its exit code.

    Exits with 2 where an argument is wrong or a package that the part needs is not installed.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog=f"python -m {package}",
        description=f"{about}\n\n{_describe(parts)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    choices = parser.add_subparsers(dest="part", required=True, metavar="PART", title="arguments", help="see above")
    of_part = {name: choices.add_parser(name) for name in parts}
    name = given[0] if given and given[0] in parts else ""
    if not name:
        parser.parse_args(given)  # prints the help, or what is wrong, and exits
        raise SystemExit(2)
    chosen = of_part[name]
    try:
        module = cast(PartModule, importlib.import_module(parts[name].module))
        chosen.description = module.__doc__
        chosen.formatter_class = argparse.RawDescriptionHelpFormatter
        module.add_arguments(chosen)
        return module.run(parser.parse_args(given))
    except ModuleNotFoundError as error:
        _refuse(chosen, name, error, parts[name].needs)
    except KgError as error:
        print(error, file=sys.stderr)
        return 1


def _describe(parts: Mapping[str, Part]) -> str:
    """What each part does, needs and writes, as the paragraphs of a help text."""
    indent = " " * (max(map(len, parts)) + 4)
    paragraphs = []
    for name, part in parts.items():
        lines = [part.summary]
        lines += [f"needs {part.needs}"] if part.needs else []
        lines += [f"writes {part.writes}"] if part.writes else []
        first, *others = (
            textwrap.fill(line, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ") for line in lines
        )
        paragraphs.append("\n".join([f"  {name}{first[len(name) + 2 :]}", *others]))
    return "\n".join(paragraphs)


def _refuse(parser: argparse.ArgumentParser, name: str, error: ModuleNotFoundError, needs: str) -> NoReturn:
    """End with a sentence that says which package is missing; an error of our own imports is raised as it is."""
    missing = (error.name or "").partition(".")[0]
    if missing in ("", "kg", "scripts"):
        raise error
    parser.error(f"{name} needs the package {missing}, which is not installed (it needs {needs})")
