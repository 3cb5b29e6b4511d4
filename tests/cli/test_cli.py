"""The command line as a whole: help, exit codes, where output goes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg import __version__
from kg.cli import app, main

COMMANDS = [
    "build",
    "remove",
    "merge",
    "extract",
    "eval",
    "query",
    "search",
    "show",
    "entities",
    "stats",
    "diff",
    "validate",
    "map",
    "export",
    "serve",
]


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", *args], input=stdin, capture_output=True, check=False)


def test_the_commands_are_these(capsys):
    assert [c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands] == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    assert main([command, "--help"]) == 0
    output = capsys.readouterr().out
    assert f"Usage: kg {command}" in output
    assert "Example" in output or command in ("stats", "validate")


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"kg {__version__}\n"


@pytest.mark.parametrize("line", ["nope", "build", "map --top 1", "query --format pdf", "entities x"])
def test_what_cannot_be_parsed_is_a_usage_error(line, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)  # where nothing was built
    assert main(line.split()) == 2
    assert "Usage: kg" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["show CFG", "stats", "entities", "query leaderboard", "validate", "map", "serve"])
def test_without_a_graph_the_remedy_is_told(line, tmp_path, capsys):
    assert main([*line.split(), "--graph", str(tmp_path)]) == 1
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith("kg: There is no built graph in")
    assert "kg build" in streams.err


def test_a_missing_input_is_one_sentence(tmp_path, capsys):
    assert main(["build", str(tmp_path / "no.txt"), "-o", str(tmp_path / "out")]) == 1
    streams = capsys.readouterr()
    assert streams.err.startswith("kg: ")
    assert "no.txt" in streams.err
    assert len(streams.err.splitlines()) == 1


def test_help_loads_nothing_heavy():
    script = (
        "import sys; from kg.cli import main; main(['--help']); main(['build', '--help'])\n"
        "heavy = {'spacy', 'pandas', 'pyvis', 'networkx', 'rdflib', 'scipy', 'numpy', 'pyoxigraph', 'starlette',"
        "'uvicorn'}\n"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], stdout=subprocess.DEVNULL, check=False).returncode == 0


def test_our_own_mistakes_are_told_as_such(monkeypatch, capsys):
    import kg.store.open_store

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(kg.store.open_store, "open_to_read", fail)
    assert main(["map"]) == 3
    assert "bug in kg" in capsys.readouterr().err


def test_an_interrupt_is_130(monkeypatch):
    import kg.store.open_store

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(kg.store.open_store, "open_to_read", interrupt)
    assert main(["map"]) == 130


def test_a_reader_that_leaves_early_hears_no_complaint(built_folder):
    command = f"{sys.executable} -m kg entities --graph {built_folder} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout.startswith(b"id,type,name")
    assert done.stderr == b""


@pytest.mark.slow
def test_extract_reads_standard_input_and_keeps_ids():
    line = b'{"id": "x 1", "title": "We like CFG", "abstract": "We report an FID of 2.04 on ImageNet 256x256."}\n'
    done = run("extract", "-", stdin=line)
    assert done.returncode == 0
    assert done.stdout.startswith(b'{"id": "x 1"')
    assert done.stdout.count(b"\n") == 1
    assert b"1 papers" in done.stderr
