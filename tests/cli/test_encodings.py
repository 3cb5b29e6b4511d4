"""Streams whose encoding does not hold what is written: it is escaped, and nothing fails."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys

import pyoxigraph
import pytest

pytestmark = pytest.mark.slow

TRIPLES = "CONSTRUCT { ?s dcterms:title ?o } { ?s a kg:Paper ; dcterms:title ?o }"
TITLES = "SELECT ?title { ?paper a kg:Paper ; dcterms:title ?title }"


def run(encoding, *line, code=0, **environment):
    cleared = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-m", "kg", *line],
        capture_output=True,
        check=False,
        env={**cleared, "PYTHONIOENCODING": encoding, **environment},
    )
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    return done.stdout.decode(encoding), done.stderr.decode(encoding)


@pytest.fixture(params=["ascii", "latin-1", "cp1252"])
def encoding(request):
    return request.param


def title_of(folder):
    return json.loads((folder / "papers.jsonl").read_text(encoding="utf-8"))["title"]


@pytest.mark.parametrize(
    "line",
    [
        *(["query", TITLES, "--format", name] for name in ("table", "csv", "tsv", "json")),
        ["query", TRIPLES, "--format", "turtle"],
        ["query"],
        ["show", "a"],
        ["search", "red guidance"],
        ["entities", "--format", "table"],
        ["stats"],
        ["export", "--list"],
        ["--help"],
        ["query", "--help"],
    ],
    ids=" ".join,
)
def test_nothing_fails(line, encoding, hostile_folder):
    output, _ = run(encoding, *line, KG_OUTPUT=str(hostile_folder))
    assert output


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["caf\u00e9\u2013"], 2),
        (["show", "caf\u00e9\u2013"], 1),
        (["search", "q\u2013qqqq\u00e9"], 0),
        (["query", "leaderboard", "--set", "metric=\u03b1\u03b2\u03b3"], 0),
        (["query", "SELECT { \u03b1"], 1),
        (["query", "SELECT { \u03b1\u00e9", "--timeout", "60"], 1),
        (["build", "no\u2013file"], 1),
        (["stats", "--graph", "no\u2013folder"], 1),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else None,
)
def test_what_is_wrong_is_told(line, code, encoding, hostile_folder):
    environment = {} if "--graph" in line else {"KG_OUTPUT": str(hostile_folder)}
    _, message = run(encoding, *line, code=code, **environment)
    assert message


def test_what_a_format_can_escape_is_read_back_as_it_was(encoding, hostile_folder):
    title = title_of(hostile_folder)
    output, _ = run(encoding, "query", TITLES, "--format", "json", KG_OUTPUT=str(hostile_folder))
    assert json.loads(output)["results"]["bindings"] == [{"title": {"type": "literal", "value": title}}]
    output, _ = run(encoding, "query", TRIPLES, "--format", "turtle", KG_OUTPUT=str(hostile_folder))
    (triple,) = pyoxigraph.parse(output.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert triple.object.value == title
    output, _ = run(
        encoding, "search", "red guidance", "--format", "jsonl", "--type", "paper", KG_OUTPUT=str(hostile_folder)
    )
    assert json.loads(output)["name"] == title
    output, _ = run(encoding, "extract", str(hostile_folder / "papers.jsonl"))
    assert json.loads(output)["title"] == title


def test_csv_has_no_escapes_so_they_stand_as_text(hostile_folder):
    output, _ = run("ascii", "query", TITLES, "--format", "csv", KG_OUTPUT=str(hostile_folder))
    (row,) = csv.DictReader(output.splitlines())
    assert row["title"].endswith("LoRA \\u2013 caf\\u00e9 \\U0001f600")


def test_files_are_utf_8_whatever_the_terminal_is(encoding, hostile_folder, tmp_path):
    written = tmp_path / "titles.csv"
    run(encoding, "query", TITLES, "--format", "csv", "-o", str(written), KG_OUTPUT=str(hostile_folder))
    assert "\u2013 caf\u00e9 \U0001f600" in written.read_text(encoding="utf-8")
    (listing,) = hostile_folder.parent.glob("listing*")
    run(encoding, "build", str(listing), "-o", str(tmp_path / "out"))
    for name in ("papers.jsonl", "graph.ttl", "entities.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (hostile_folder / name).read_bytes()


def test_exports_are_utf_8_everywhere(hostile_folder):
    line = [sys.executable, "-m", "kg", "export", "nquads", "--graph", str(hostile_folder)]
    done = subprocess.run(line, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert "caf\u00e9" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("language", ["C", "POSIX", "C.UTF-8", "en_US.ISO-8859-1", "nonsense"])
def test_any_language_of_the_system_will_do(language, hostile_folder):
    cleared = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    for more in ({}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = subprocess.run(
            [sys.executable, "-m", "kg", "show", "a", "--graph", str(hostile_folder)],
            capture_output=True,
            check=False,
            env={**cleared, "LC_ALL": language, **more},
        )
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr


def test_a_terminal_of_another_encoding_shows_escapes(hostile_folder, on_terminal):
    seen = on_terminal("show", "a", KG_OUTPUT=str(hostile_folder), PYTHONIOENCODING="ascii")
    assert seen.code == 0
    assert "LoRA \\u2013 caf\\u00e9" in seen.text.replace("\n", " ").replace("  ", " ")
