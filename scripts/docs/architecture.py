"""Draws the pictures in docs/architecture.md: the flow from `kg.pipeline`, the rooms from the import contract and the
imports themselves. Between the marks in the page stands what this writes; all else is written by hand.

    python -m scripts.docs.architecture          # writes the page
    python -m scripts.docs.architecture --check  # exits with 1 if the page is not up to date
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from kg import pipeline

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kg"
PAGE = ROOT / "docs" / "architecture.md"
MARKED = re.compile(r"(<!-- (flow|rooms|contents): .*? -->\n).*?(<!-- end -->)", re.DOTALL)
FUNCTIONS = {
    "read": "iter_items",
    "merge": "merge",
    "extract": "extract_batch",
    "threshold": "apply_threshold",
    "resolve": "resolve",
    "publish": "publish_build",
}
"""What `kg.pipeline` calls for each step that its first lines name."""


def draw_flow() -> str:
    """The steps of `kg.pipeline` as a Mermaid block: each with its function, each arrow with what that returns."""
    steps = re.findall(r"\w+", (inspect.getdoc(pipeline) or "").splitlines()[2])
    lines = ["```mermaid", "flowchart LR", "    inputs([inputs])"]
    before, returned = "inputs", "files, folders"
    for step in steps:
        function = _find(FUNCTIONS[step])
        lines.append(f'    {step}["<b>{step}</b><br>{function.__module__}.{function.__qualname__}"]')
        lines.append(f'    {before} -->|"{returned}"| {step}')
        before, returned = step, inspect.signature(function).return_annotation
        if returned == "None":
            returned = "Knowledge"  # which is what is stored, and what is written
    return "\n".join([*lines, "```"]) + "\n"


def _find(name: str) -> Callable[..., object]:
    """What `kg.pipeline` knows by a dotted name."""
    value: Any = pipeline
    for part in name.split("."):
        value = getattr(value, part)
    function: Callable[..., object] = value
    return function


def draw_rooms() -> str:
    """The rooms as a Mermaid block, a row a floor of the import contract. Of the imports those are drawn that no chain
    of others implies."""
    floors = read_floors()
    imports = nx.DiGraph(read_imports())
    arrows = sorted(nx.transitive_reduction(imports).edges())
    lines = ["```mermaid", "flowchart TB"]
    for number, floor in enumerate(floors):
        nodes = [f'    {room.strip("_")}["{room}"]' for room in floor]
        lines += nodes if len(nodes) == 1 else [f'    subgraph floor{number}[" "]', *nodes, "    end"]
    lines += [f"    {source.strip('_')} --> {target.strip('_')}" for source, target in arrows]
    return "\n".join([*lines, "```"]) + "\n"


def list_contents() -> str:
    """A table of the rooms, top floor first: what is in each, as its first line says, and which it imports."""
    lines = ["| room | what is in it | imports |", "|---|---|---|"]
    imports = read_imports()
    for floor in read_floors():
        for room in floor:
            path = PACKAGE / room / "__init__.py" if (PACKAGE / room).is_dir() else PACKAGE / f"{room}.py"
            about = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0]
            imported = ", ".join(sorted(target for source, target in imports if source == room))
            name = f"kg/{room}/" if path.name == "__init__.py" else f"kg/{room}.py"
            lines.append(f"| [`{name}`](../{name}) | {about} | {imported} |")
    return "\n".join(lines) + "\n"


def read_floors() -> list[list[str]]:
    """The layers of the rooms' import contract in `pyproject.toml`, top first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["containers"] == ["kg"])
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def read_imports() -> set[tuple[str, str]]:
    """Which room imports which, in any of its modules, within functions too."""
    rooms = {room for floor in read_floors() for room in floor}
    found: set[tuple[str, str]] = set()
    for path in PACKAGE.rglob("*.py"):
        source = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for module in _list_imported(ast.parse(path.read_text(encoding="utf-8"))):
            package, _, rest = module.partition(".")
            target = rest.partition(".")[0]
            if source in rooms and package == "kg" and target in rooms - {source}:
                found.add((source, target))
    return found


def _list_imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def update(page: str) -> str:
    """The page with its marked parts drawn anew."""
    parts = {"flow": draw_flow, "rooms": draw_rooms, "contents": list_contents}
    return MARKED.sub(lambda found: found[1] + parts[found[2]]() + found[3], page)


def main() -> int:
    """Write the page, or check it, and return an exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if the page is out of date")
    arguments = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    updated = update(page)
    if updated == page:
        return 0
    if arguments.check:
        print("docs/architecture.md is out of date; run `python -m scripts.docs.architecture`.", file=sys.stderr)
        return 1
    PAGE.write_text(updated, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
