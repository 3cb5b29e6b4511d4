"""What the tests need and do not find is named, with the command that installs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures import installed


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(
        "[project.optional-dependencies]\n"
        'test = ["pytest>=8", "this[other]", "nor-this==1"]\n'
        'other = ["no-such-package>=2"]\n'
    )
    monkeypatch.setattr(installed, "PROJECT", project)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("nothing_installed")
def test_packages_and_programs_that_are_missing() -> None:
    assert installed.missing_packages() == ["no-such-package", "nor-this"]
    assert installed.missing_programs() == ["chromium", "strace"]


@pytest.mark.usefixtures("nothing_installed")
def test_without_its_packages_pytest_does_not_start() -> None:
    with pytest.raises(pytest.UsageError, match=r"no-such-package, nor-this: run `pip install --editable"):
        installed.require_packages()


def test_all_is_found_where_it_is_installed() -> None:
    assert installed.missing_packages() == []
