"""The commands that README and guide show are run, on the graph of the sample listings."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "guide.md", *sorted((ROOT / "docs" / "guide").glob("*.md")))
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
ENTRIES = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
CORRECTING = ROOT / "docs" / "guide" / "correcting.md"
RUN_ELSEWHERE = ("kg build", "kg serve")  # what `built_folder` and tests/serve run


def commands(page):
    lines = [line for block in CONSOLE.findall(page.read_text()) for line in block.splitlines()]
    return [line for line in lines if line.startswith("kg ") and not line.startswith(RUN_ELSEWHERE)]


EXAMPLES = [pytest.param(line, id=f"{page.name}: {line}") for page in PAGES for line in commands(page)]


def test_the_pages_show_commands():
    assert len(commands(ROOT / "README.md")) >= 8
    assert sum(len(commands(page)) for page in PAGES) >= 50
    for task in ("reading", "asking", "looking", "feeding", "correcting", "evaluating"):
        assert commands(ROOT / "docs" / "guide" / f"{task}.md")


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_works(line, built_folder, small_folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_OUTPUT", str(small_folder if line.startswith("kg validate") else built_folder))
    if line.startswith("kg remove"):
        made_when_asked = shutil.ignore_patterns("index", "views")  # which another test may be making
        shutil.copytree(built_folder, tmp_path / "outputs", ignore=made_when_asked)
    for name in ("january", "february") if line.startswith("kg merge") else ():
        (tmp_path / name).symlink_to(small_folder, target_is_directory=True)
    if line.startswith("kg diff"):
        (tmp_path / "before").symlink_to(small_folder, target_is_directory=True)
        (tmp_path / "outputs").symlink_to(built_folder, target_is_directory=True)
    (tmp_path / "corrections.toml").write_text("".join(ENTRIES.findall(CORRECTING.read_text())))
    words = shlex.split(line, comments=True)[1:]
    words = [str(ROOT / word) if word.startswith("tests/") else word for word in words]
    assert main(words) == 0
    streams = capsys.readouterr()
    files = [path for path in tmp_path.rglob("*") if path.name != "corrections.toml"]
    written = [path for path in files if path.is_file() and path.stat().st_size]
    assert streams.out or written or words == ["validate"]
    assert streams.err != "0 rows\n", "the example finds nothing"


PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_example_that_loads_the_network_works(built_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outputs").symlink_to(built_folder)
    (block,) = PYTHON.findall((ROOT / "docs" / "guide" / "feeding.md").read_text())
    names: dict[str, Any] = {}
    exec(compile(block, "feeding.md", "exec"), names)
    assert names["graph"].number_of_nodes() > 1000


FROM_PYTHON = ROOT / "docs" / "guide" / "python.md"


def test_the_page_for_python_shows_what_python_answers(built_folder, tmp_path, monkeypatch):
    (tmp_path / "outputs").symlink_to(built_folder, target_is_directory=True)
    (tmp_path / "tests").symlink_to(ROOT / "tests", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.REPORT_NDIFF
    text = FROM_PYTHON.read_text().replace("\n```\n", "\n\n")  # a fence would be awaited as output
    page = doctest.DocTestParser().get_doctest(text, {}, FROM_PYTHON.name, str(FROM_PYTHON), 0)
    wrong: list[str] = []
    done = doctest.DocTestRunner(optionflags=options).run(page, out=wrong.append)
    assert not done.failed, "".join(wrong)
    assert done.attempted > 40


def test_links_between_pages_lead_somewhere():
    for page in [*PAGES, *(ROOT / "docs").rglob("*.md"), ROOT / "outputs" / "README.md"]:
        prose = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", prose):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
