"""Ctrl-C and SIGTERM at any moment: an exit code that says so, no traceback, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main

pytestmark = pytest.mark.slow

INT, TERM = signal.SIGINT, signal.SIGTERM
CODES = {INT: 130, TERM: 143}
PAPERS = [
    {"id": "a", "title": "Guided Sampling", "abstract": "We propose GuideNet. It reaches an FID of 2.04 on ImageNet."},
    {"id": "b", "title": "Low-Rank Tuning", "abstract": "Low-rank adaptation (LoRA) is evaluated on GSM8K and MMLU."},
]
MOMENTS = [
    ("import kg.cli.signals", INT),
    ("import kg.model.errors", INT),
    ("import typer", INT),
    ("import typer", TERM),
    ("import rich", INT),
    ("import kg.cli.build_command", INT),
    ("import kg.cli.build_command", TERM),
    ("import numpy", INT),
    ("import numpy", TERM),
    ("import spacy", INT),
    ("import onnxruntime", INT),
    ("call kg/pipeline.py:build", INT),
    ("call kg/store/source_store.py:add_input", TERM),
    ("call kg/engines/batches.py:map_batches", INT),
    ("call kg/store/source_store.py:add_extractions", INT),
    ("call kg/resolve/__init__.py:resolve", TERM),
    ("call kg/store/graph_store.py:replace_knowledge", INT),
    ("call secrets.py:token_hex", INT),
    ("call secrets.py:token_hex", TERM),
    ("call kg/pictures/pages/map_page.py:write", INT),
    ("return kg/pipeline.py:build", INT),
    ("return kg/cli/__init__.py:_run", TERM),
]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(f"{json.dumps(paper)}\n" for paper in PAPERS))
    return path


@pytest.fixture(scope="module")
def complete_files(tmp_path_factory) -> dict[str, bytes]:
    """The files of a build that nobody stops."""
    folder = tmp_path_factory.mktemp("whole")
    path = folder / "papers.jsonl"
    path.write_text("".join(f"{json.dumps(paper)}\n" for paper in PAPERS))
    assert main(["build", str(path), "-o", str(folder / "out")]) == 0
    return files(folder / "out")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(("at", "by"), MOMENTS)
def test_a_build_that_is_told_to_stop(at, by, papers, tmp_path, complete_files, run_with_signal) -> None:
    out = tmp_path / "out"
    workers = "2" if at.startswith("call kg/") else "1"
    code, message = run_with_signal(["build", str(papers), "-o", str(out), "--workers", workers], at=at, by=by)
    assert code == CODES[by]
    assert "Traceback" not in message
    assert message == "" or at.endswith("_run")  # which tells its tally before
    assert list(tmp_path.rglob("*.tmp")) == []
    assert main(["build", str(papers), "-o", str(out)]) == 0
    assert files(out) == complete_files


@pytest.mark.parametrize(
    "at",
    [
        "call kg/export/run_manifest.py:write_manifest",
        "call kg/store/publication.py:keep_generation",
        "call kg/store/publication.py:publish",
        "return kg/store/publication.py:_point_to",
        "call kg/store/publication.py:_discard",
        "return kg/store/publication.py:publish",
    ],
)
def test_a_build_that_is_killed_leaves_all_of_one_state(at, papers, tmp_path, run_with_signal) -> None:
    out, first = tmp_path / "out", tmp_path / "first" / "papers.jsonl"
    first.parent.mkdir()
    first.write_text(json.dumps(PAPERS[0]) + "\n")
    assert main(["build", str(first), "-o", str(out)]) == 0
    before = files(out)
    code, _ = run_with_signal(["build", str(papers), "-o", str(out)], at=at, by=signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert files(out) in (before, read_whole(papers, first, tmp_path / "whole"))
    assert main(["build", str(papers), "-o", str(out)]) == 0
    assert files(out) == read_whole(papers, first, tmp_path / "whole")
    assert list(out.rglob(".*.tmp")) == []
    assert len(list((out / "generations").iterdir())) == 1


def read_whole(papers: Path, first: Path, folder: Path) -> dict[str, bytes]:
    """The files of a build of both inputs that nobody kills."""
    if not folder.exists():
        assert main(["build", str(papers), str(first), "-o", str(folder)]) == 0
    return files(folder)


@pytest.mark.parametrize("by", [INT, TERM])
def test_a_query_with_a_time_limit_ends_with_its_process(by, tmp_path, run_with_signal) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n")
    line = ["query", "SELECT * { ?s ?p ?o }", "--timeout", "100", "--graph", str(tmp_path)]
    assert run_with_signal(line, at="call kg/sparql/processes/query_process.py:ask", by=by) == (CODES[by], "")


def test_a_signal_that_is_ignored_stays_so(tmp_path) -> None:
    # As a shell does for what a script runs in the background, so that Ctrl-C is for the one in front alone.
    code = "import os, signal, sys; from kg.cli import main; sys.argv[1:] = ['--version']\n"
    code += "signal.signal(signal.SIGINT, signal.SIG_IGN); main(); os.kill(os.getpid(), signal.SIGINT); sys.exit(7)"
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 7


def test_a_second_signal_does_not_disturb_what_the_first_one_began() -> None:
    code = """
import os, signal, sys
from kg.cli import signals
signals.raise_to_unwind()
try:
    os.kill(os.getpid(), signal.SIGTERM)
except KeyboardInterrupt as first:
    os.kill(os.getpid(), signal.SIGINT)
    print(type(first).__name__, flush=True)
    os.kill(os.getpid(), signal.SIGINT)
print("the third ends the program")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "Terminated\n", "")


@pytest.mark.parametrize("by", [INT, TERM])
def test_a_signal_that_comes_in_a_finaliser_is_not_lost(by) -> None:
    code = f"""
import os, sys, time
from kg.cli import signals
from kg.model.errors import Terminated
signals.raise_to_unwind()
class Dying:
    def __del__(self):
        os.kill(os.getpid(), {int(by)})
        for _ in range(1000):
            pass
try:
    Dying()
    time.sleep(100)
except Terminated:
    sys.exit(143)
except KeyboardInterrupt:
    sys.exit(130)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (CODES[by], "")


def test_a_library_leaves_signals_alone(tmp_path) -> None:
    before = [signal.getsignal(number) for number in (INT, TERM)]
    hook = sys.unraisablehook
    assert main(["--version"]) == 0
    assert main(["stats", "--graph", str(tmp_path)]) == 1
    assert [signal.getsignal(number) for number in (INT, TERM)] == before
    assert sys.unraisablehook is hook


def test_importing_sets_no_handler() -> None:
    code = "import signal; before = list(map(signal.getsignal, range(1, 65)))\n"
    code += "import kg, kg.cli, kg.pipeline, kg.api, kg.__main__\n"
    code += "assert list(map(signal.getsignal, range(1, 65))) == before"
    done = subprocess.run([sys.executable, "-c", code], check=False, env=os.environ, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
