"""Fuzzing of everything that reads what users and clients give: inputs, corrections, gold, folders, queries.

    python -m scripts.checks.fuzz [--runs N | --seconds S] [--seed 1] [--only READER] [--workers N]

`seeds` has small valid inputs of each format, `mutations` changes them, `readers` reads the outcome and checks what
must hold of it (of papers: `reading_properties`), `campaign` keeps inputs that made a reader behave in a new way and
mutates them further, `failures` writes what went wrong and makes it small, `limits` bounds time and memory of one
input.

Behaviour is what comes out (kinds of records, reasons, fields), and, for one input in 256, which lines of `kg` ran. A
tracer that sees every line of every input (atheris) weighs 129 MB and has had one file for Python 3.11 and one
platform; so it is no dependency.
"""
