"""Records as rows of SQL tables and back.

A column holds a field: text, numbers and truth values as they are, tuples and unions as JSON. Rows are validated by
the records' own types when they are read back, so that a damaged store is noticed and never believed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Generic, NewType, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

Record = TypeVar("Record")

_DIGEST_SIZE = 16  # bytes

_SQL_TYPES: dict[object, str] = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER", str | None: "TEXT"}
_SQL_TYPES |= {int | None: "INTEGER", bool | None: "INTEGER"}


class DamagedRow(Exception):
    """A row or table is not as it was written. `kg.store.open_store` adds the file to the message."""


@dataclass(frozen=True)
class Table(Generic[Record]):
    """The SQL table for records of one type.

    `owner` names an extra first column with the key of what a record belongs to (for a mention, the paper's id);
    `index` lists the columns that are indexed; a query of several columns that are indexed together reads no rows.
    """

    name: str
    record: type[Record]
    owner: str | None = None
    without: tuple[str, ...] = ()  # fields that live in tables of their own
    index: tuple[str | tuple[str, ...], ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The record's fields that are columns, in order."""
        record: Any = get_origin(self.record) or self.record
        return tuple(f.name for f in fields(record) if f.name not in self.without)

    @cached_property
    def _json_columns(self) -> frozenset[str]:
        hints = _list_field_types(self.record)
        return frozenset(c for c in self.columns if _choose_sql_type(hints[c]) is None)

    @cached_property
    def _adapter(self) -> TypeAdapter[Record]:
        return TypeAdapter(self.record)

    def create(self, connection: sqlite3.Connection) -> None:
        """Create the table and its indexes if they are missing."""
        hints = _list_field_types(self.record)
        columns = [f'"{c}" {_choose_sql_type(hints[c]) or "TEXT"}' for c in self.columns]
        if self.owner:
            columns.insert(0, f'"{self.owner}" TEXT NOT NULL')
        connection.execute(f"CREATE TABLE IF NOT EXISTS {self.name} ({', '.join(columns)})")
        for indexed in (*([self.owner] if self.owner else []), *self.index):
            together = (indexed,) if isinstance(indexed, str) else indexed
            listed = ", ".join(f'"{column}"' for column in together)
            connection.execute(f"CREATE INDEX IF NOT EXISTS {self.name}_{'_'.join(together)} ON {self.name} ({listed})")

    def insert(self, connection: sqlite3.Connection, records: Iterable[tuple[str | None, Record]]) -> None:
        """Add records, each with its owner (None in a table without owners)."""
        width = len(self.columns) + bool(self.owner)
        rows = (self._to_row(owner, record) for owner, record in records)
        connection.executemany(f"INSERT INTO {self.name} VALUES ({', '.join('?' * width)})", rows)

    def select(
        self, connection: sqlite3.Connection, *, of: str | None = None, digest: str | None = None
    ) -> Iterator[tuple[str | None, Record]]:
        """The records in the order in which they were added, each with its owner; with `of`, those of one owner.

        Args:
            digest: expected digest of all rows; it is checked after the last.

        Raises:
            DamagedRow: a row is no such record, or the digest differs.
        """
        seen = hashlib.blake2b(digest_size=_DIGEST_SIZE)
        for row in self._select_rows(connection, of):
            if digest is not None:
                seen.update(_pack(row))
            yield self._split_row(row)
        if digest is not None and seen.hexdigest() != digest:
            raise self._explain_change()

    def select_with(
        self, connection: sqlite3.Connection, columns: Sequence[str], values: Iterable[str]
    ) -> Iterator[tuple[str | None, Record]]:
        """The records with one of the values in one of the columns, in the order in which they were added.

        Each comes with its owner, which may be one of the columns. A changed row that still is a record is not noticed,
        nor one that is missing: the digest is that of the whole table.

        Raises:
            DamagedRow: a row is no such record.
        """
        condition = " OR ".join(f'"{column}" IN (SELECT value FROM json_each(?1))' for column in columns)
        return self.select_where(connection, condition, (pack_values(values),))

    def select_where(
        self, connection: sqlite3.Connection, condition: str, values: Sequence[object]
    ) -> Iterator[tuple[str | None, Record]]:
        """The records that meet a condition in SQL with these values, as `select_with` gives them."""
        query = f"SELECT * FROM {self.name} WHERE {condition} ORDER BY rowid"
        return map(self._split_row, connection.execute(query, values))

    def digest(self, connection: sqlite3.Connection) -> str:
        """The digest of all rows in their order."""
        return digest_rows(self._select_rows(connection, None))

    def check(self, connection: sqlite3.Connection, digest: str) -> None:
        """Read all rows to see that they have this digest.

        Raises:
            DamagedRow: they have another.
        """
        if self.digest(connection) != digest:
            raise self._explain_change()

    def _explain_change(self) -> DamagedRow:
        return DamagedRow(f"the rows of the table {self.name} have changed")

    def _select_rows(self, connection: sqlite3.Connection, of: str | None) -> Iterator[tuple[Any, ...]]:
        where, values = ("", ()) if of is None else (f'WHERE "{self.owner}" = ?', (of,))
        return connection.execute(f"SELECT * FROM {self.name} {where} ORDER BY rowid", values)

    def _split_row(self, row: tuple[Any, ...]) -> tuple[str | None, Record]:
        """The owner and the record in a row."""
        return (row[0], self._to_record(row[1:])) if self.owner else (None, self._to_record(row))

    def _to_row(self, owner: str | None, record: Record) -> list[object]:
        values: list[object] = [owner] if self.owner else []
        for column in self.columns:
            value = getattr(record, column)
            values.append(to_json(value) if column in self._json_columns else value)
        return values

    def _to_record(self, values: tuple[Any, ...]) -> Record:
        given = dict.fromkeys(self.without, ())
        try:
            for column, value in zip(self.columns, values, strict=True):
                given[column] = json.loads(value) if column in self._json_columns else value
            return self._adapter.validate_python(given)
        except (ValueError, TypeError, RecursionError) as error:  # pydantic's ValidationError is a ValueError
            raise DamagedRow(f"a row of the table {self.name} is no record") from error


def digest_rows(rows: Iterable[object]) -> str:
    """The digest of rows of plain values in their order."""
    seen = hashlib.blake2b(digest_size=_DIGEST_SIZE)
    for row in rows:
        seen.update(_pack(row))
    return seen.hexdigest()


def _pack(row: object) -> bytes:
    return repr(row).encode("utf-8", "surrogatepass")


def _list_field_types(record: object) -> dict[str, object]:
    """The type of each field of a record; for a generic record the type parameters are filled in."""
    plain = get_origin(record) or record
    types: dict[str, Any] = get_type_hints(plain)
    if parameters := getattr(plain, "__parameters__", ()):
        given = dict(zip(parameters, get_args(record), strict=True))
        for name, hint in types.items():
            if isinstance(hint, TypeVar):
                types[name] = given[hint]
            elif needed := getattr(hint, "__parameters__", ()):
                types[name] = hint[tuple(given[parameter] for parameter in needed)]
    return types


def _choose_sql_type(hint: object) -> str | None:
    """The SQL type of a plain field; None for a field that is kept as JSON. Literals of text are text."""
    hint = _strip_new_types(hint)
    if hint in _SQL_TYPES:
        return _SQL_TYPES[hint]
    text = str(hint)
    return "TEXT" if text.startswith(("typing.Literal[", "typing.Optional[typing.Literal[")) else None


def _strip_new_types(hint: Any) -> Any:
    """A type with each `NewType` in it, alone or in a union with None, replaced by its base type."""
    if isinstance(hint, NewType):
        return hint.__supertype__
    match get_args(hint):
        case (NewType() as new, none) if none is type(None):
            return new.__supertype__ | None
    return hint


def pack_values(values: Iterable[str]) -> str:
    """Texts as JSON for `json_each` of SQLite, without those that no row can hold: lone surrogates have no UTF-8."""
    return to_json([value for value in values if value.encode("utf8", "replace").decode("utf8") == value])


def to_json(value: object) -> str:
    """A value as compact JSON."""
    return TypeAdapter(Any).dump_json(value).decode("utf8")


def validate(shape: TypeAdapter[Record], cell: object) -> Record:
    """Validate the record in a cell, which holds it as JSON.

    Raises:
        DamagedRow: the cell holds none.
    """
    try:
        return shape.validate_json(cell)  # type: ignore[arg-type] # whatever a damaged cell holds
    except ValidationError as error:
        raise DamagedRow("a cell holds no record") from error
