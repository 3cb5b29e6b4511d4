"""The log of the server: nothing waits for who reads it."""

from __future__ import annotations

import logging
import os

import pytest

from kg.serve.logs import PatientHandler


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("kg", logging.WARNING, "", 0, text, (), None)


def test_lines_arrive_in_their_order() -> None:
    reading, writing = os.pipe()
    handler = PatientHandler(writing)
    for number in range(100):
        handler.emit(record(f"line {number} \ud800"))
    handler.close()
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as file:
        assert file.read().splitlines() == [f"line {number} \\ud800" for number in range(100)]


def test_what_nobody_reads_is_dropped_and_counted() -> None:
    reading, writing = os.pipe()
    handler = PatientHandler(writing)
    for _ in range(3000):  # a pipe holds 64 KiB, so some of these
        handler.emit(record("x" * 10_000))
    with os.fdopen(reading, encoding="utf-8") as file:
        line_count = 0
        dropped: list[int] = []
        while line_count + sum(dropped) < 3000:
            line = file.readline()
            if "dropped" in line:
                dropped.append(int(line.split()[0]))
            else:
                assert line.strip("x") == "\n"
                line_count += 1
        handler.close()
        os.close(writing)
    assert line_count + sum(dropped) == 3000
    assert dropped


def test_a_reader_that_has_gone_ends_the_writing_alone(capfd: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    handler = PatientHandler(writing)
    for _ in range(3000):
        handler.emit(record("x"))
    handler.close()
    os.close(writing)
    assert capfd.readouterr().err == ""
