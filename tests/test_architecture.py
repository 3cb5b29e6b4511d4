"""The pictures of the architecture are those of the code."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scripts.docs import architecture
from scripts.docs.architecture import PAGE, ROOT, draw_flow, draw_rooms, read_floors, read_imports, update


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert update(page) == page, "run `python -m scripts.docs.architecture`"


@pytest.mark.slow
def test_a_stale_page_is_noticed(tmp_path, monkeypatch, capsys) -> None:
    stale = tmp_path / "architecture.md"
    stale.write_text(PAGE.read_text(encoding="utf-8").replace("flowchart LR", "flowchart RL"), encoding="utf-8")
    monkeypatch.setattr(architecture, "PAGE", stale)
    monkeypatch.setattr(sys, "argv", ["architecture", "--check"])
    assert architecture.main() == 1
    assert "out of date" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["architecture"])
    assert architecture.main() == 0
    assert stale.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_every_import_goes_down_and_every_room_is_drawn() -> None:
    floor_of = {room: number for number, floor in enumerate(read_floors()) for room in floor}
    imports = read_imports()
    assert len(imports) > 60
    assert all(floor_of[source] < floor_of[target] for source, target in imports)
    diagram = draw_rooms()
    assert all(f'["{room}"]' in diagram for room in floor_of)


def test_the_flow_names_what_the_pipeline_calls(monkeypatch) -> None:
    assert "kg.resolve.resolve" in draw_flow()
    monkeypatch.delattr("kg.pipeline.merge_on_disk")
    with pytest.raises(AttributeError, match="merge_on_disk"):
        draw_flow()


@pytest.mark.slow
def test_it_runs_as_the_page_says() -> None:
    command = [sys.executable, "-m", "scripts.docs.architecture", "--check"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
