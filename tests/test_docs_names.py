"""What the docs name is there: files, folders, modules, commands, their parts and their options."""

from __future__ import annotations

import argparse
import importlib
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from kg.cli import app
from scripts.benchmarks.__main__ import BENCHMARKS
from scripts.command import PartModule
from scripts.evaluation.__main__ import PARTS
from scripts.training.__main__ import STEPS

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for path in [
        *ROOT.glob("*.md"),
        *(p for top in ("docs", "kg", "scripts", "tests") for p in (ROOT / top).rglob("*.md")),
    ]
    if path.name != "CHANGELOG.md"  # tells what was
)
SOURCES = [*PAGES, ROOT / ".ci" / "run", ROOT / ".pre-commit-config.yaml"]
PARTS_OF = {"scripts.training": STEPS, "scripts.evaluation": PARTS, "scripts.benchmarks": BENCHMARKS}

BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^ {4}(\S.*)$", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?<![\w/.-])((?:kg|scripts|tests|docs|schemas|\.ci)/[\w./*-]*[\w/*])")
FILE = re.compile(r"(?<![\w/.*-])(\w[\w-]*\.(?:py|sh))(?![\w/])")
MODULE = re.compile(r"(?<![\w./:-])((?:kg|scripts)(?:\.[a-z_]\w*)+)")
COMMAND = re.compile(r"(?:^|[\s;&|(])(kg|(?:\.venv/bin/)?python3? -m scripts\.\w+(?:\.\w+)*|bash) ([^|;&#()]*)")
STATUS = re.compile(r"Status: (accepted|superseded) \d{4}-\d{2}-\d{2}\b")


def code_of(path: Path) -> Iterator[str]:
    """The pieces of code in a page; every line of what is no page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        yield from text.splitlines()
        return
    for block in BLOCK.findall(text):
        yield from block.splitlines()
    prose = BLOCK.sub("", text)
    yield from INDENTED.findall(prose)
    yield from SPAN.findall(prose)


@cache
def kg_command() -> TyperGroup:
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    return command


@cache
def files() -> frozenset[str]:
    """The names of the project's files."""
    tops = (ROOT / top for top in ("kg", "scripts", "tests", "docs"))
    return frozenset(path.name for top in tops for path in top.rglob("*") if "__pycache__" not in path.parts)


def commands_in(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The command lines in a page: what runs, and its arguments."""
    for code in code_of(path):
        for program, rest in COMMAND.findall(code):
            try:
                words = shlex.split(rest, comments=True)
            except ValueError:  # a quotation that goes on behind the piece
                words = rest.split()
            yield program.rpartition(" ")[2], words


def options_in(words: list[str]) -> list[str]:
    return [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]


def kg_options(verb: str) -> set[str]:
    command = kg_command().commands[verb] if verb else kg_command()
    return {"-h", "--help", *(name for option in command.params for name in (*option.opts, *option.secondary_opts))}


def part_options(package: str, part: str) -> set[str]:
    parser = argparse.ArgumentParser()
    module = importlib.import_module(PARTS_OF[package][part].module)
    add: PartModule = module
    add.add_arguments(parser)
    return {name for action in parser._actions for name in action.option_strings}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", SOURCES, ids=name)
def test_files_and_folders_are_there(page: Path) -> None:
    named = {path for code in code_of(page) for path in PATH.findall(code)}
    missing = sorted(path for path in named if not (any(ROOT.glob(path)) if "*" in path else (ROOT / path).exists()))
    assert not missing, f"{name(page)} names what is not there: {missing}"


@pytest.mark.parametrize("page", SOURCES, ids=name)
def test_files_that_are_named_without_a_folder_are_there(page: Path) -> None:
    assert not sorted({file for code in code_of(page) for file in FILE.findall(code)} - files())


@pytest.mark.parametrize("page", SOURCES, ids=name)
def test_modules_are_there(page: Path) -> None:
    for module in {module for code in code_of(page) for module in MODULE.findall(code)}:
        folder, _, last = module.rpartition(".")
        path = ROOT.joinpath(*module.split("."))
        if path.is_dir() or path.with_suffix(".py").is_file():
            continue
        assert hasattr(importlib.import_module(folder), last), f"{name(page)} names {module}"


@pytest.mark.parametrize("page", SOURCES, ids=name)
def test_commands_their_parts_and_options_are_there(page: Path) -> None:
    verbs = kg_command().commands
    for program, words in commands_in(page):
        line = f"{name(page)}: {program} {' '.join(words)}"
        first = words[0].rstrip(",.") if words else ""
        if program == "kg" and (first in verbs or first.startswith("-")):
            verb = "" if first.startswith("-") else first
            assert set(options_in(words)) <= kg_options(verb), line
        elif program in PARTS_OF and first and not first.isupper():
            assert first in PARTS_OF[program], line
            assert set(options_in(words)) <= part_options(program, first), line
        elif program == "bash":
            assert (ROOT / first).is_file(), line


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_code_span_that_begins_with_kg_is_a_command(page: Path) -> None:
    spans = [code for code in code_of(page) if code.startswith("kg ")]
    verbs = {re.split(r"[\s,.]", span)[1] for span in spans}
    assert not {verb for verb in verbs if not verb.startswith("-")} - set(kg_command().commands)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_to_headings_lead_to_one(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
        assert anchor in anchors(page.parent / target if target else page), f"{name(page)}: {target}#{anchor}"


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=name)
def test_a_decision_says_what_its_status_is(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert STATUS.match(lines[2]), f"{name(page)}: the third line says 'Status: accepted 2026-01-31.' or superseded"


def test_the_check_sees_what_is_missing(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Run `kg build --no` and `python -m scripts.training gone`.\n\n```console\nbash scripts/no.sh x\n```\n"
    )
    assert sorted(commands_in(page)) == [
        ("bash", ["scripts/no.sh", "x"]),
        ("kg", ["build", "--no"]),
        ("scripts.training", ["gone"]),
    ]
    assert "--no" not in kg_options("build")
    assert "gone" not in STEPS
    assert "no.sh" not in files()
