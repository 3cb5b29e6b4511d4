"""Mutations of an input: of its bytes, its lines, its encoding, and of the fields of formats whose structure is known.

Everything is chosen by the `Random` that is handed in, so that a seed gives the same inputs again.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from scripts.checks.fuzz.hostile_strings import encode, read_hostile_strings

Mutation = Callable[[bytes, Random], bytes]

LONGEST = 1 << 16  # bytes of an input
_USUAL = 1024  # bytes of most inputs: they are read fast
_SOME, _SOME_LONGER = 1 / 20, 4096
_FEW = 1 / 400

_STRINGS = tuple(read_hostile_strings().values())
_ENCODED = tuple(map(encode, _STRINGS))
_TOKENS = (
    b"\x00", b"\xff", b"\xc3", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff",
    b"\x1f\x8b\x08\x00",
    b"\r", b"\n", b"\r\n", b"\n\n", b"\x0b", b"\x0c", b"\x1c", b"\x85", b"\t", b" ", b"\xc2\xa0",
    b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b"(", b")", b"<", b">", b",", b";", b":", b"=", b"#", b"|", b"\xc2\xb7",
    b"title", b"abstract", b"Abstract", b"text", b"null", b"true", b"NaN", b"-Infinity", b"1e400", b"Subscribe",
    b"authors",
    b"byAK and the research community", b"Get trending papers in your email inbox once a day!", b"Feb 30", b"2 authors",
    b'{"title": "a", "abstract": "b"}', b"\\ud800", b"\\u0000", b'"""', b"[[alias]]", b"&#0;", b"&#xd800;",
    b"&NewLine;",
    b"9" * 20, b"9" * 5000,
)  # fmt: skip
_NUMBERS: tuple[Any, ...] = (
    0, -1, 1.0, 1e308, float("inf"), float("-inf"), float("nan"), -0.0, 10**9, 10**18, 10**400, True, False, None,
)  # fmt: skip
_LINE_ENDS = (b"\r\n", b"\r", b"\n\n", b"\xe2\x80\xa8", b"\xc2\x85", b"\x0b", b" \n")
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-32-be", "latin-1", "cp1252", "utf-7")
_OPENINGS = (
    (b"[", b"]"),
    (b"{", b"}"),
    (b"(", b")"),
    (b'{"a":', b"}"),
    (b'"', b'"'),
    (b"<a>", b"</a>"),
    (b"\\{", b"}"),
)


def cut(data: bytes, random: Random) -> bytes:
    """The input, cut to a length that is read fast, with few exceptions."""
    drawn = random.random()
    return data[: LONGEST if drawn < _FEW else _SOME_LONGER if drawn < _SOME else _USUAL]


# ---- bytes


def _span(data: bytes, random: Random, most: int = 64) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randrange(1, most))


def change_bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data or b"a")
    for _ in range(random.randrange(1, 5)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def insert_token(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    token = random.choice(random.choice((_TOKENS, _ENCODED)))
    return data[:at] + token + data[at:]


def replace_span(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + random.choice(random.choice((_TOKENS, _ENCODED, (b"",)))) + data[end:]


def repeat_span(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random, 32)
    times = random.choice((2, 3, 10, 100, 5000))
    return data[:start] + data[start:end] * times + data[end:]


def move_span(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    rest = data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def truncate(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] if random.random() < 0.7 else data[at:]


def nest(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    opening, closing = random.choice(_OPENINGS)
    levels = random.choice((1, 2, 7, 300, 3000))
    middle = data[start:end] if random.random() < 0.8 else b""
    return data[:start] + opening * levels + middle + closing * (levels if random.random() < 0.8 else 0) + data[end:]


# ---- lines and encodings


def change_lines(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    i, j = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(6):
        case 0:
            lines[i], lines[j] = lines[j], lines[i]
        case 1:
            del lines[i]
        case 2:
            lines.insert(i, lines[j])
        case 3:
            lines.insert(i, b"")
        case 4:
            lines[i] = random.choice(_ENCODED)
        case _:
            lines[i : i + 2] = [b" ".join(lines[i : i + 2])]
    return b"\n".join(lines)


def change_line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\n", random.choice(_LINE_ENDS), random.choice((-1, 1, 2)))


def change_encoding(data: bytes, random: Random) -> bytes:
    name = random.choice(_ENCODINGS)
    changed = data.decode("utf-8", "replace").encode(name, "replace")
    return changed[random.choice((0, 0, 0, 1, 2)) :]


def pack(data: bytes, random: Random) -> bytes:
    packed = gzip.compress(data, compresslevel=1, mtime=0)
    match random.randrange(5):
        case 0:
            return packed[: random.randrange(len(packed))]
        case 1:
            return change_bytes(packed, random)
        case 2:
            return packed + packed
        case 3:
            return packed + random.choice(_TOKENS)
        case _:
            return packed


BYTES: tuple[Mutation, ...] = (
    change_bytes, insert_token, insert_token, replace_span, repeat_span, move_span, truncate, nest, change_lines,
    change_lines, change_line_ends, change_encoding,
)  # fmt: skip
PACKED: tuple[Mutation, ...] = (pack, pack, change_encoding, change_bytes, truncate)


# ---- structure


def make_value(random: Random, depth: int = 0) -> Any:
    """A value of JSON, more often hostile than not."""
    match random.randrange(10 if depth < 3 else 6):
        case 0 | 1 | 2 | 3:
            return random.choice(_STRINGS)
        case 4:
            return random.choice(_NUMBERS)
        case 5:
            return random.choice(
                ("2024-06-21", "Ann Lee and Bo Chen", "2406.14539v2", "https://doi.org/10.1/x", "9" * 5000, "")
            )
        case 6 | 7:
            return [make_value(random, depth + 1) for _ in range(random.randrange(4))]
        case 8:
            names = ("name", "family", "given", "date-parts", "created", "title", "abstract", random.choice(_STRINGS))
            return {random.choice(names): make_value(random, depth + 1) for _ in range(random.randrange(3))}
        case _:
            return random.choice(_STRINGS) * random.choice((2, 50, 1000))


def _change_node(value: Any, random: Random) -> Any:
    """The value with one of its members, or itself, replaced, removed, renamed or wrapped."""
    if isinstance(value, dict) and value and random.random() < 0.8:
        key = random.choice(list(value))
        match random.randrange(5):
            case 0:
                return {k: v for k, v in value.items() if k != key}
            case 1:
                return {(random.choice(FIELDS) if k == key else k): v for k, v in value.items()}
            case 2:
                return {**value, random.choice(FIELDS): make_value(random)}
            case _:
                return {**value, key: _change_node(value[key], random)}
    if isinstance(value, list) and value and random.random() < 0.8:
        i = random.randrange(len(value))
        changed = _change_node(value[i], random)
        return [*value[:i], *([changed] * random.choice((0, 1, 1, 1, 2))), *value[i + 1 :]]
    return random.choice((make_value(random), [value], {"a": value}, value))


FIELDS = (
    "id", "title", "abstract", "text", "authors", "author", "authors_parsed", "organization", "published", "date",
    "year",
    "month", "versions", "published_inferred", "comments", "url", "links", "doi", "arxiv_id", "mentions", "proposes",
    "dataset_roles", "results", "comparisons", "source", "Title ", "AUTHOR NAMES", "", "\ud800", "\u0000", "query",
    "type",
    "limit", "properties", "pid", "v", "ids", "settings",
)  # fmt: skip


def _dump(value: Any, random: Random) -> bytes:
    return encode(json.dumps(value, ensure_ascii=random.random() < 0.5))


def change_json_line(data: bytes, random: Random) -> bytes:
    """One line changed as JSON, or the whole where it is one value."""
    lines = data.split(b"\n")
    i = random.randrange(len(lines))
    try:
        lines[i] = _dump(_change_node(json.loads(lines[i]), random), random)
    except (ValueError, RecursionError):
        return change_json(data, random)
    return b"\n".join(lines)


def change_json(data: bytes, random: Random) -> bytes:
    """The whole changed as one value of JSON; as bytes where it is none."""
    try:
        value = _change_node(json.loads(data), random)
        if random.random() < 0.3:
            return encode(json.dumps(value, indent=random.choice((0, 1, "\t"))))
        return _dump(value, random)
    except (ValueError, RecursionError):
        return insert_token(data, random)


def change_cell(data: bytes, random: Random) -> bytes:
    """One cell of a table replaced, quoted or not."""
    separator = max((b",", b"\t", b";"), key=data.count)
    cells = data.split(separator)
    i = random.randrange(len(cells))
    value = random.choice(_ENCODED)
    match random.randrange(4):
        case 0:
            cells[i] = value
        case 1:
            cells[i] = b'"' + value.replace(b'"', b'""') + b'"'
        case 2:
            cells[i] = b'"' + cells[i]
        case _:
            cells.insert(i, value)
    return separator.join(cells)


def change_toml(data: bytes, random: Random) -> bytes:
    """One value of a `key = value` line replaced by another value of TOML."""
    lines = data.split(b"\n")
    i = random.choice([i for i, line in enumerate(lines) if b"=" in line] or [0])
    key = lines[i].partition(b"=")[0].strip() or b"name"
    match random.randrange(6):
        case 0 | 1:
            value = encode(json.dumps(random.choice(_STRINGS)))
        case 2:
            value = encode("'" + random.choice(_STRINGS) + "'")
        case 3:
            value = encode(json.dumps([random.choice(_STRINGS) for _ in range(random.randrange(4))]))
        case 4:
            value = random.choice(
                (
                    b"1",
                    b"-inf",
                    b"nan",
                    b"0x" + b"f" * 5000,
                    b"9" * 5000,
                    b"1979-05-27T07:32:00Z",
                    b"25:61:00",
                    b"true",
                    b"{}",
                )
            )
        case _:
            value = b"[" * 3000 + b"]" * 3000
    lines[i] = key + b" = " + value
    return b"\n".join(lines)


def mutate(data: bytes, random: Random, mutations: Sequence[Mutation], others: Sequence[bytes]) -> bytes:
    """An input changed by up to four mutations, sometimes joined with a part of another."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        data = cut(random.choice(mutations)(data, random), random)
    if random.random() < 0.05:
        other = random.choice(others)
        data = cut(data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :], random)
    return data
