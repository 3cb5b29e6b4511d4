"""A command of several parts, and the commands that there are."""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from types import ModuleType

import pytest

from kg.model.errors import KgError
from scripts.benchmarks.__main__ import BENCHMARKS
from scripts.command import Part, main
from scripts.evaluation.__main__ import PARTS
from scripts.training.__main__ import STEPS

COMMANDS = {"scripts.training": STEPS, "scripts.evaluation": PARTS, "scripts.benchmarks": BENCHMARKS}
FAKE = {
    "add": Part("fake_part", "add two numbers", needs="nothing", writes="the sum"),
    "lack": Part("fake_lack", "needs what is not there", needs="pip install nothing"),
}


@pytest.fixture
def fake_part(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("fake_part", "Add two numbers and print the sum.")

    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("numbers", type=int, nargs=2)

    def run(arguments: argparse.Namespace) -> int:
        if not sum(arguments.numbers):
            raise KgError("They cancel each other.")
        sys.stdout.write(f"{sum(arguments.numbers)}\n")
        return 3

    module.__dict__.update(add_arguments=add_arguments, run=run)
    monkeypatch.setitem(sys.modules, "fake_part", module)
    return module


def test_a_part_runs_with_its_arguments(fake_part: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("fake", "About.", FAKE, ["add", "2", "5"]) == 3
    assert capsys.readouterr().out == "7\n"


def test_an_expected_error_is_a_sentence(fake_part: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("fake", "About.", FAKE, ["add", "2", "-2"]) == 1
    assert capsys.readouterr().err == "They cancel each other.\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "the following arguments are required: PART"),
        (["none"], "argument PART: invalid choice: 'none' (choose from 'add', 'lack')"),
        (["add", "x", "y"], "argument numbers: invalid int value: 'x'"),
        (["lack"], "lack needs the package fake_lack, which is not installed (it needs pip install nothing)"),
    ],
)
def test_wrong_arguments_and_missing_packages_exit_with_2(
    fake_part: ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    with pytest.raises(SystemExit) as error:
        main("fake", "About.", FAKE, arguments)
    assert error.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith(f"error: {reason}")


def test_help_says_what_each_part_needs_and_writes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        main("fake", "About.", FAKE, ["--help"])
    assert error.value.code == 0
    text = capsys.readouterr().out
    assert "  add   add two numbers\n        needs nothing\n        writes the sum\n" in text


def test_help_of_a_part_is_its_docstring(fake_part: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main("fake", "About.", FAKE, ["add", "-h"])
    assert "Add two numbers and print the sum." in capsys.readouterr().out


def test_a_missing_module_of_our_own_is_a_mistake_of_ours() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"scripts\.nowhere"):
        main("fake", "About.", {"gone": Part("scripts.nowhere", "is not there")}, ["gone"])


@pytest.mark.parametrize(
    ("package", "name"), [(package, name) for package, parts in COMMANDS.items() for name in parts], ids=str
)
def test_every_part_has_help_without_what_only_its_work_needs(
    package: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as error:
        main(package, "", COMMANDS[package], [name, "--help"])
    assert error.value.code == 0
    assert f"usage: python -m {package} {name}" in capsys.readouterr().out
    assert importlib.import_module(COMMANDS[package][name].module).__doc__


@pytest.mark.parametrize("package", COMMANDS)
def test_a_command_lists_its_parts_without_importing_them(package: str) -> None:
    code = f"import runpy, sys; sys.argv[1:] = ['--help']; runpy.run_module({package!r}, run_name='__main__')"
    watch = f"import atexit; atexit.register(lambda: print(sorted({{'spacy', 'torch'}} & set(sys.modules)))); {code}"
    done = subprocess.run([sys.executable, "-c", f"import sys; {watch}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "[]"
    for name in COMMANDS[package]:
        assert any(line.startswith(f"  {name} ") for line in lines)
