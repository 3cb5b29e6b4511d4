"""The times that continuous integration prints, and the hooks that a commit has to pass."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
PACKAGE_OF = {"ruff": "ruff", "mypy": "mypy", "lint-imports": "import-linter", "python": "packaging"}


@pytest.mark.parametrize(
    ("last", "code", "rows"),
    [("true", 0, ["first", "second", "all"]), ("false", 1, ["first", "second (failed)", "all"])],
)
def test_a_table_of_times_ends_the_run(tmp_path: Path, last: str, code: int, rows: list[str]) -> None:
    (tmp_path / ".ci").mkdir()
    head, trap, _ = RUN.partition("trap print_times EXIT\n")
    script = tmp_path / ".ci" / "run"
    script.write_text(f'{head}{trap}section "first"\ntrue\nsection "second"\n{last}\n', encoding="utf-8")
    done = subprocess.run(["bash", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    table = done.stdout.partition("== time of each section\n")[2].splitlines()
    assert [re.sub(r"^ *\d+:\d\d  ", "", line) for line in table] == rows


def test_every_section_of_the_run_is_in_quotes_that_the_table_can_show() -> None:
    sections = re.findall(r'^section "([^"$]+)"$', RUN, re.MULTILINE)
    assert len(sections) == len(re.findall(r"^section ", RUN, re.MULTILINE)) >= 8
    assert len(set(sections)) == len(sections)


def test_the_hooks_are_local_and_run_what_is_installed() -> None:
    assert re.findall(r"repo: (.+)", HOOKS) == ["local"]
    ids, languages = re.findall(r"- id: (.+)", HOOKS), re.findall(r"language: (.+)", HOOKS)
    assert ids == ["ruff", "ruff-format", "mypy", "lint-imports", "lock"]
    assert languages == ["system"] * len(ids)
    programs = re.findall(r"entry: \.venv/bin/([\w-]+)", HOOKS)
    assert len(programs) == len(ids)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed = {re.split(r"[>=<\[]", line)[0] for line in project["optional-dependencies"]["dev"]}
    assert {PACKAGE_OF[program] for program in programs} | {"pre-commit"} <= installed
