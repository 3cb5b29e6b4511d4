"""The readers that are fuzzed: for each its seeds, its mutations, and a check that reads one input.

A check returns how the reader behaved, and raises whatever the reader should not have raised, or `Broken`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg import corrections
from kg.evaluation.gold import read_gold
from kg.evaluation.judged_statements import read_judged
from kg.evaluation.predictions import read_predictions
from kg.export.run_manifest import is_manifest
from kg.model.errors import InputError
from kg.rdf.term_conversion import to_rdflib
from kg.rdf.validate import read_turtle
from kg.read.finding import is_output_folder
from kg.serve.reconcile.requests import Query, Refused, parse_batch, parse_extension, parse_single
from kg.sparql.guard import check_query, has_from_clause
from kg.sparql.index_folder import find_index_home, read_published_key
from kg.sparql.query_errors import QueryError
from kg.system.checksums import is_intact
from scripts.checks.fuzz import mutations, seeds
from scripts.checks.fuzz.mutations import BYTES, PACKED, Mutation
from scripts.checks.fuzz.reading_properties import Behaviour, check_reading, check_sentence, require, simplify

Check = Callable[[bytes], Behaviour]
Value = TypeVar("Value")

_JSON = (*BYTES, *[mutations.change_json] * len(BYTES))
_LINES = (*BYTES, *[mutations.change_json_line] * len(BYTES))


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader. `make_check` is given an empty folder for the files that it needs."""

    make_check: Callable[[Path], Check]
    seeds: Callable[[], list[bytes]]
    mutations: tuple[Mutation, ...] = BYTES
    share: int = 2  # of the executions: readers that take little time get more


def _make_reading_check(_folder: Path) -> Check:
    return check_reading


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")


def _make_text(data: bytes) -> str:
    """Bytes as the text that a client sends or a file holds: surrogates may be among the characters."""
    try:
        return _decode(data)
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


# ---- files of the user


def _make_file_check(read: Callable[[Path], object], *, lined: bool) -> Callable[[Path], Check]:
    """A check of a reader that takes a path and raises `InputError`; `lined`: its messages begin with file and line."""

    def make_check(folder: Path) -> Check:
        path = folder / "file"
        place = re.compile(rf"{re.escape(str(path))}:(?:\d+:)? ")

        def check(data: bytes) -> Behaviour:
            path.write_bytes(data)
            try:
                found = read(path)
            except InputError as error:
                message = str(error)
                require(str(path) in message, "a message does not name the file")
                check_sentence(message)
                require(not lined or place.match(message) is not None, "a message does not say where")
                return ("refused", simplify(message.replace(str(path), "")))
            return ("read", type(found).__name__, min(len(found), 3) if isinstance(found, tuple | dict) else 0)

        return check

    return make_check


def _read_corrections(path: Path) -> object:
    return tuple(sorted({type(entry).__name__ for entry in corrections.read(path).entries}))


def _read_predictions(path: Path) -> object:
    return read_predictions(path, ())


def _read_gold(path: Path) -> object:
    papers = read_gold(path)
    for paper in papers:
        ends = [0, *(mention.end for mention in paper.mentions)]
        for before, mention in zip(ends, paper.mentions, strict=False):
            require(
                before <= mention.start < mention.end <= len(paper.text), "a mention is outside the text, or overlaps"
            )
    return papers


def _read_turtle(path: Path) -> object:
    return tuple(to_rdflib(term) for quad in read_turtle(path) for term in (quad.subject, quad.predicate, quad.object))


def _make_folder_check(folder: Path) -> Check:
    """The files of an output folder that are read without the store: whatever is in them, there is an answer."""
    home = find_index_home(folder)
    index = folder / "index"
    for needed in (home, index):
        needed.mkdir(parents=True, exist_ok=True)

    def check(data: bytes) -> Behaviour:
        manifest = folder / "manifest.json"
        manifest.write_bytes(data)
        (index / "checksums.json").write_bytes(data)
        (home / "current").write_bytes(data)
        return (
            is_output_folder(folder),
            is_manifest(manifest),
            read_published_key(folder) is not None,
            is_intact(index),
            is_intact(index, thoroughly=True),
        )

    return check


# ---- what clients send


def _make_query_check(_folder: Path) -> Check:
    def check(data: bytes) -> Behaviour:
        text = _make_text(data)
        try:
            check_query(text)
        except QueryError as error:
            check_sentence(str(error))
            return ("refused", str(error), has_from_clause(text))
        return ("allowed", has_from_clause(text))

    return check


def _make_request_check(_folder: Path) -> Check:
    def check(data: bytes) -> Behaviour:
        text = _make_text(data)
        return (
            _answer(parse_batch, text, lambda batch: frozenset(map(_describe_query, batch.values()))),
            _answer(parse_single, text, _describe_query),
            _answer(parse_extension, text, lambda asked: (min(len(asked.ids), 2), min(len(asked.properties), 2))),
        )

    return check


def _answer(parse: Callable[[str], Value], text: str, describe: Callable[[Value], object]) -> object:
    try:
        return describe(parse(text))
    except Refused as refused:
        require(400 <= refused.status < 500, "a refusal has no status of a client's mistake")
        return simplify(str(refused))


def _describe_query(query: Query | Refused) -> object:
    if isinstance(query, Refused):
        return simplify(str(query))
    require(1 <= query.limit <= 100, "a limit is none")
    return (query.text is None, min(len(query.types), 2), query.all_types, min(len(query.constraints), 2))


READERS: dict[str, Reader] = {
    "jsonl": Reader(_make_reading_check, seeds.json_lines, _LINES),
    "json": Reader(_make_reading_check, seeds.json_documents, _JSON),
    "csv": Reader(_make_reading_check, seeds.tables, (*BYTES, *[mutations.change_cell] * len(BYTES))),
    "cards": Reader(_make_reading_check, seeds.cards, share=1),
    "flat": Reader(_make_reading_check, seeds.flat_pages, share=1),
    "headed": Reader(_make_reading_check, seeds.headed_texts, share=1),
    "refused": Reader(_make_reading_check, seeds.refused_formats),
    "packed": Reader(_make_reading_check, seeds.packed, (*BYTES, *PACKED, *PACKED), share=1),
    "corrections": Reader(
        _make_file_check(_read_corrections, lined=False),
        seeds.corrections,
        (*BYTES, *[mutations.change_toml] * len(BYTES)),
    ),
    "gold": Reader(_make_file_check(_read_gold, lined=True), seeds.gold, _LINES),
    "predictions": Reader(_make_file_check(_read_predictions, lined=True), seeds.predictions, _LINES),
    "judged": Reader(_make_file_check(read_judged, lined=True), seeds.judged, _LINES),
    "turtle": Reader(_make_file_check(_read_turtle, lined=False), seeds.turtle),
    "folder": Reader(_make_folder_check, seeds.folder_files, _JSON, share=1),
    "query": Reader(_make_query_check, seeds.queries, share=3),
    "request": Reader(_make_request_check, seeds.requests, _JSON, share=6),
}
