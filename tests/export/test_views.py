"""A built graph at another precision: read anew for each, its files kept until another build has written."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.bounds.precision import DEFAULT_PRECISION, choose_bounds
from kg.export.views import prepare_view, read_apart
from kg.model.errors import GraphNotFound, UsageError
from kg.pipeline import build
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Solutions
from kg.store.generations import find_current


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_folder, tmp_path / "copy"))


def count_mentions(folder: Path) -> int:
    answer = query_graph(folder, "SELECT ?m { ?m a kg:Mention }")
    assert isinstance(answer, Solutions)
    return len(answer.rows)


def test_without_a_wish_it_is_divided_as_the_build_did(folder: Path) -> None:
    assert read_apart(folder).bounds == choose_bounds(DEFAULT_PRECISION)
    assert read_apart(folder, 0.95).bounds == choose_bounds(0.95)
    assert prepare_view(folder, None) == prepare_view(folder, DEFAULT_PRECISION) == find_current(folder)


def test_questions_at_another_precision_are_asked_of_what_is_sure_then(folder: Path) -> None:
    everything, little = prepare_view(folder, 0.5), prepare_view(folder, 0.99)
    whole = sum(len(facts.mentions) for facts in read_apart(folder, 0.5).sure.papers)
    sure = sum(len(facts.mentions) for facts in read_apart(folder, 0.99).sure.papers)
    assert (count_mentions(everything), count_mentions(little)) == (whole, sure)
    assert sure < whole


def test_a_view_is_written_once_and_anew_after_a_build(folder: Path, tmp_path: Path) -> None:
    view = prepare_view(folder, 0.5)
    (view / "graph.ttl").write_text("")
    assert (prepare_view(folder, 0.5) / "graph.ttl").read_text() == ""
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "c", "title": "GPT-4", "abstract": "We use GPT-4."}\n', encoding="utf-8")
    build([str(other)], folder)
    assert (prepare_view(folder, 0.5) / "graph.ttl").read_text() != ""


def test_a_folder_without_a_graph_and_no_precision_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound):
        read_apart(tmp_path / "none")
    with pytest.raises(UsageError, match="from 0 to 1"):
        prepare_view(folder, 2)


def test_asking_for_a_view_loads_nothing_heavy() -> None:
    code = "import sys, kg.export.views; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
