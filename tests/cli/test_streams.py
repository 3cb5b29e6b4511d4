"""Standard streams that are full, closed, or read by nobody: a sentence at most, in every command."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import app

pytestmark = pytest.mark.slow

KG = f"{shlex.quote(sys.executable)} -m kg"
BAD = "@prefix kg: <https://w3id.org/kg-papers/schema#> .\n<https://w3id.org/kg-papers/id/method/x> a kg:Method .\n"
GOLD = (
    '{"id": "g", "text": "LoRA\\n\\nWe use it.", "mentions": [["LoRA", "METHOD", "LoRA"]], '
    '"proposes": [], "dataset_roles": {}, "results": []}\n'
)

# Every command that prints, so that it prints; {graph}, {input} and {bad} are files.
QUICK = [
    "--help",
    "--version",
    "query --graph {graph} benchmarks",
    "query --graph {graph} benchmarks --format csv",
    "query",
    "search --graph {graph} LoRA",
    "search --graph {graph} LoRA --format jsonl",
    "show --graph {graph} LoRA",
    "entities --graph {graph}",
    "entities --graph {graph} --format table",
    "stats --graph {graph}",
    "stats --graph {graph} --format json",
    "validate {bad}",
    "map --graph {graph} -o -",
    "export --graph {graph} nquads",
    "export --list",
    "diff {graph} {graph}",
]
PRINTING = [*QUICK, "extract {input}", "eval {gold}"]


@pytest.fixture(scope="module")
def files(small_folder: Path, small_input: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("streams")
    (folder / "bad.ttl").write_text(BAD)
    (folder / "gold.jsonl").write_text(GOLD)
    named = {"graph": small_folder, "input": small_input, "bad": folder / "bad.ttl", "gold": folder / "gold.jsonl"}
    return {name: shlex.quote(str(path)) for name, path in named.items()}


def shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


def test_every_command_is_tried() -> None:
    tried = {line.split()[0] for line in PRINTING}
    commands = {c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands}
    assert commands - tried == {
        "build",
        "merge",
        "remove",
        "serve",
    }  # they print nothing, or change what they are given


@pytest.mark.parametrize("line", PRINTING)
def test_standard_output_without_room_is_a_sentence(line: str, files: dict[str, str]) -> None:
    done = shell(f"{KG} {line.format(**files)} > /dev/full")
    sentence = "kg: standard output: No space left on device; make room there and run the command again."
    assert (last_line(done), done.returncode) == (sentence, 1)


@pytest.mark.parametrize("line", QUICK)
def test_closed_standard_output_is_a_sentence(line: str, files: dict[str, str]) -> None:
    done = shell(f"{KG} {line.format(**files)} >&-")
    assert last_line(done) == "kg: standard output: it is closed; open it, or write to a file with -o."
    assert done.returncode == 1


@pytest.mark.parametrize("line", QUICK)
def test_a_reader_that_has_left_hears_nothing(line: str, files: dict[str, str]) -> None:
    script = (
        "import os, subprocess, sys\n"
        "read, write = os.pipe()\n"
        "os.close(read)\n"
        "done = subprocess.run(sys.argv[1:], stdout=write, stderr=subprocess.PIPE)\n"
        "sys.stderr.buffer.write(done.stderr)\n"
        "sys.exit(done.returncode)\n"
    )
    done = shell(f"{shlex.quote(sys.executable)} -c {shlex.quote(script)} {KG} {line.format(**files)}")
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "kg:" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_standard_error_without_a_reader_stops_nothing(files: dict[str, str]) -> None:
    line = f"{KG} extract {files['input']}"
    whole = shell(line)
    assert whole.stdout.count("\n") == 2
    for messages in ("2>/dev/full", "2>&-"):
        done = shell(f"{line} {messages}")
        assert (done.stdout, done.returncode) == (whole.stdout, 0), messages


def test_closed_standard_input_holds_nothing() -> None:
    done = shell(f"{KG} extract - <&-")
    assert done.returncode == 1
    assert "no paper could be read from stdin" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_file_is_opened_as_a_closed_stream(small_input: Path, tmp_path: Path) -> None:
    """What a library prints would otherwise end in the store."""
    done = shell(f"{KG} build {shlex.quote(str(small_input))} -o {tmp_path}/out <&- >&- 2>&-")
    assert done.returncode == 0
    assert (tmp_path / "out" / "graph.ttl").stat().st_size > 1000
    assert shell(f"{KG} stats --graph {tmp_path}/out").returncode == 0
