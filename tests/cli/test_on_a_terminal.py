"""Commands on a real terminal: nothing that comes from data steers it, pages are as wide as it is."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from rich.cells import cell_len

pytestmark = pytest.mark.slow

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
ESCAPED = 'SELECT ("\\u001b[35;7mred\\u009b1m" AS ?x) ("\\u001b]0;t\\u0007" AS ?y) {}'
TRIPLES = "CONSTRUCT { ?s dcterms:title ?o } { ?s a kg:Paper ; dcterms:title ?o }"
TITLES = "SELECT ?title { ?paper a kg:Paper ; dcterms:title ?title }"
ESC = "\x1b[35;7m"


def assert_tame(seen):
    """Only styles have been sent, and only by programs, never by data: those of the data stand as U+FFFD."""
    assert CONTROLS.search(seen.text) is None, seen.raw
    assert ESC not in seen.raw
    assert "\x1b[5m" not in seen.raw


@pytest.mark.parametrize(
    "line",
    [
        ["query", ESCAPED],
        *(["query", ESCAPED, "--format", name] for name in ("csv", "tsv", "json")),
        *(["query", TITLES, "--format", name] for name in ("table", "csv", "tsv", "json")),
        ["query", TRIPLES],
        ["query", TRIPLES, "--format", "turtle"],
        ["show", "a"],
        ["show", "LoRA", "--all"],
        *(["search", "red guidance", "--format", name] for name in ("table", "csv", "jsonl")),
        *(["entities", "--format", name] for name in ("table", "csv", "jsonl", "spacy")),
        ["stats"],
        ["stats", "--format", "json"],
        ["export", "nquads"],
        ["export", "graphml"],
    ],
    ids=lambda line: " ".join(line[:1] + line[2:]),
)
def test_what_is_in_the_graph_does_not_steer_the_terminal(line, hostile_folder, on_terminal):
    seen = on_terminal(*line, "--graph", str(hostile_folder))
    assert seen.code == 0, seen.raw
    assert seen.text
    assert_tame(seen)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ([f"no{ESC}command"], 2),
        (["stats", f"--no{ESC}option"], 2),
        (["stats", f"ex{ESC}tra"], 2),
        (["entities", "--type", f"benchmark{ESC}"], 2),
        (["query", "leaderboard", "--set", f"metric{ESC}"], 2),
        (["query", "leaderboard", "--set", f"no{ESC}=1"], 2),
        (["query", "leaderboard", "--set", f"metric=FID{ESC}"], 0),
        (["query", f"leader{ESC}board"], 1),
        (["query", f"SELECT {{ {ESC}"], 1),
        (["query", f"no{ESC}.rq"], 1),
        (["show", f"no{ESC}thing"], 1),
        (["search", f"qqqq{ESC}"], 0),
        (["export", f"turt{ESC}le"], 1),
        (["map", "--around", f"no{ESC}thing"], 1),
        (["validate", f"no{ESC}file.ttl"], 1),
        (["stats", "--graph", f"no{ESC}folder"], 1),
        (["build", f"no{ESC}file", "-o", "out"], 1),
        (["extract", f"no{ESC}file"], 1),
        (["eval", f"no{ESC}file"], 1),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else None,
)
def test_what_is_wrong_with_a_command_line_does_not_steer_the_terminal(
    line, code, hostile_folder, on_terminal, tmp_path
):
    line = [str(tmp_path / part) if part == "out" else part for part in line]
    seen = on_terminal(*line, KG_OUTPUT=str(hostile_folder))
    assert seen.code == code, seen.raw
    assert "\ufffd" in seen.text or "\\x1b" in seen.text
    assert_tame_but_for_progress(seen) if line[0] in ("build", "extract", "eval") else assert_tame(seen)


def test_names_of_files_and_what_is_wrong_in_them_do_not_steer_the_terminal(on_terminal, tmp_path):
    listing = tmp_path / f"listing{ESC}.jsonl"
    listing.write_text('{"id": "a", "title": "LoRA", "abstract": "We use LoRA."}\n{\x1b[35;7m bad\n')
    corrections = tmp_path / f"mine{ESC}.toml"
    corrections.write_text('[[type]]\nname = "nobody"\ntype = "task"\n')
    line = ["build", str(listing), "-o", str(tmp_path / "out"), "--corrections", str(corrections)]
    seen = on_terminal(*line)
    assert seen.code == 0, seen.raw
    assert "rejected listing\ufffd[35;7m.jsonl:2" in seen.text
    assert "correction without effect" in seen.text
    assert_tame_but_for_progress(seen)
    corrections.write_text('[[alais]]\n"x\\u001b[31m" = 1\n')
    seen = on_terminal(*line)
    assert seen.code == 1
    assert "did you mean [[alias]]" in seen.text
    assert_tame_but_for_progress(seen)


def assert_tame_but_for_progress(seen):
    """A bar moves the cursor; what data would do is still not there."""
    assert ESC not in seen.raw
    assert not re.search("[\x07\x80-\x9f\u202a-\u202e]", seen.raw)


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("raise ValueError('\\x1b[35;7m')", "ValueError: \ufffd[35;7m"),
        ("import warnings; warnings.warn('\\x1b[35;7m')", "UserWarning: \ufffd[35;7m"),
        ("import logging; logging.error('\\x1b[35;7m')", "ERROR:root:\ufffd[35;7m"),
        ("print('\\x1b[35;7m')", "\ufffd[35;7m"),
        ("import sys; sys.stdout.buffer.write(b'\\x1b[35;7m'); sys.stdout.buffer.flush()", "\ufffd[35;7m"),
        (
            "import threading; t = threading.Thread(target=int, args=['\\x1b[35;7m']); t.start(); t.join()",
            "\\x1b[35;7m",
        ),
    ],
)
def test_whoever_writes_to_the_terminal_is_guarded(program, message, on_terminal):
    guarded = f"from kg.system.terminal import guard_streams; guard_streams()\n{program}"
    seen = on_terminal(program=("-c", guarded))
    assert message in seen.text
    assert_tame(seen)


def test_a_mistake_of_our_own_is_told_without_what_the_data_would_do(on_terminal):
    program = (
        "import kg.store.open_store, sys\n"
        "def broken(*_): raise ZeroDivisionError('\\x1b[35;7m')\n"
        "kg.store.open_store.open_to_read = broken\n"
        "from kg.cli import main; sys.exit(main(['map']))"
    )
    seen = on_terminal(program=("-c", program))
    assert seen.code == 3
    assert "ZeroDivisionError: \ufffd[35;7m" in seen.text
    assert_tame(seen)


@pytest.mark.parametrize("line", [["--help"], ["query", "--help"], ["show", "a"], ["stats"]])
def test_our_own_styles_reach_the_terminal(line, hostile_folder, on_terminal):
    seen = on_terminal(*line, KG_OUTPUT=str(hostile_folder))
    assert "\x1b[1m" in seen.raw or "\x1b[36m" in seen.raw
    assert "\ufffd[" not in seen.text.replace("\ufffd[35;7m", "").replace("\ufffd[2J", "").replace("\ufffd[5m", "")


def test_in_a_pipe_data_is_as_it_is(hostile_folder):
    line = [sys.executable, "-m", "kg", "query", ESCAPED, "--graph", str(hostile_folder), "--format", "csv"]
    done = subprocess.run(line, capture_output=True, check=True)
    assert done.stdout == "x,y\r\n\x1b[35;7mred\x9b1m,\x1b]0;t\x07\r\n".encode()


README = [
    ["query", "leaderboard", "--set", "benchmark=ImageNet 256x256", "--set", "metric=FID"],
    ["query", "proposes-about", "--set", "topic=classifier-free guidance"],
    ["query", "benchmarks", "--set", "min_papers=3"],
    ["query"],
    ["query", 'SELECT ?paper WHERE { ?paper kg:uses/skos:prefLabel "low-rank adaptation" }'],
    ["search", "classifer free guidence"],
    ["show", "classifier-free guidance"],
    ["entities", "--type", "benchmark", "--min-papers", "3", "--format", "table"],
    ["stats"],
    ["export", "--list"],
]


@pytest.mark.parametrize("line", README, ids=" ".join)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_pages_are_as_wide_as_the_terminal(line, columns, built_folder, on_terminal):
    seen = on_terminal(*line, columns=columns, KG_OUTPUT=str(built_folder))
    assert seen.code == 0
    lines = [text for text in seen.lines if "--doubtful shows" not in text]
    assert max(map(cell_len, lines)) <= columns
    assert "\u2026" not in seen.text


def test_columns_say_how_wide_the_terminal_is(built_folder, on_terminal):
    seen = on_terminal("show", "CFG", columns=120, KG_OUTPUT=str(built_folder), COLUMNS="50")
    assert 40 < max(map(cell_len, seen.lines)) <= 50


def test_the_first_query_of_the_readme_at_80_columns(built_folder, on_terminal):
    seen = on_terminal(*README[0], KG_OUTPUT=str(built_folder))
    lines = seen.lines
    assert lines[:4] == [
        "bound: exact; holder: own; benchmark_name: ImageNet 256x256; metric_name: FID",
        "",
        "value  value_text  subject_name              conditions",
        " 1.04        1.04  Semantic-First Diffusion  with guidance",
    ]
    assert lines[4:6] == [
        "    title: Semantics Lead the Way: Harmonizing Semantic and Texture Modeling",
        "      with Asynchronous Latent Diffusion",
    ]
    rows = [text for text in lines if re.match(" [0-9]", text)]
    assert len(rows) == 8


def test_a_search_on_a_terminal_tells_a_name_once(built_folder, on_terminal):
    seen = on_terminal("search", "cfg", KG_OUTPUT=str(built_folder))
    first = seen.lines.index(next(text for text in seen.lines if text.startswith(" 95.0")))
    assert seen.lines[first].split()[:4] == ["95.0", "alias", "15", "method"]
    assert seen.lines[first + 1 : first + 3] == ["    matched: CFG", "    id: method/classifier-free-guidance"]
