"""What is told of a command line that cannot be parsed."""

from __future__ import annotations

import pytest

from kg.cli import app, main


@pytest.mark.parametrize(
    ("line", "usage", "message"),
    [
        ("entities --type benchmrk", "kg entities [OPTIONS]", "metric', 'task'. Did you mean benchmark?"),
        ("search x --type papr", "kg search [OPTIONS] {TEXT}", "Did you mean paper?"),
        ("map --type methd", "kg map [OPTIONS]", "Did you mean method?"),
        ("stats --format jsn", "kg stats [OPTIONS]", "'jsn' is not one of 'table', 'json'. Did you mean json?"),
        ("query --format nothing", "kg query [OPTIONS]", "is not one of 'table', 'csv', 'tsv', 'json', 'turtle'."),
        ("quer", "kg [OPTIONS] COMMAND [ARGS]...", "No such command 'quer'. Did you mean 'query'?"),
        ("query --fromat csv", "kg query [OPTIONS]", "--format"),
        ("show", "kg show [OPTIONS] {NAME}", "Missing argument 'NAME'."),
        ("entities --min-papers 0", "kg entities [OPTIONS]", "Invalid value for '--min-papers'"),
    ],
)
def test_it_is_told_in_three_lines_with_what_was_perhaps_meant(line, usage, message, capsys):
    assert main(line.split()) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    first, second, third = streams.err.splitlines()
    assert first.startswith(f"Usage: {usage}")
    assert second.startswith("Try 'kg")
    assert second.endswith("--help' for help.")
    assert third.startswith("kg: ")
    assert message in third
    assert "Value error" not in third


def test_no_argument_at_all_is_answered_with_the_help(capsys):
    assert main([]) == 2
    streams = capsys.readouterr()
    assert "Usage: kg [OPTIONS] COMMAND [ARGS]..." in streams.out
    assert streams.err == ""


@pytest.mark.parametrize(
    "command", ["", *(c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands)]
)
def test_help_fits_80_columns_and_breaks_no_word(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command.split(), "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert "\u2026" not in text
    assert "benchm\n" not in text.replace(" ", "")
    examples = [line for line in lines if "Example:" in line]
    assert all(line.strip().startswith("Example:") for line in examples)
