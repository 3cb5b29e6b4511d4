"""JSON Lines: one object a line, read as a stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from kg.read.fields import entry_of
from kg.read.flaws import NOT_UTF8, is_undecoded, rejected
from kg.records import Rejected, SourceEntry

LINE_LIMIT = 1 << 20

_SNIFFED_LINES = 20
_OPENING = re.compile(r'\s*\{\s*"')
_WRAPPER = re.compile(r'\s*\{\s*"(?!authors")\w+"\s*:\s*\[\s*\{')


def sniff(head: str) -> bool:
    """Whether most lines begin an object of their own, and the first is not one object around a list of papers."""
    lines = [line for line in head.split("\n") if line.strip()][:_SNIFFED_LINES]
    opened = sum(bool(_OPENING.match(line)) for line in lines)
    return opened > 0 and 2 * opened >= len(lines) and not _WRAPPER.match(head) and not head.lstrip().startswith("[{")


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected]:
    """One paper a line. Dates are whole, so that `year` changes nothing."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _entry(line, source=source, number=number)


def _entry(line: str, *, source: str, number: int) -> SourceEntry | Rejected:
    if len(line) > LINE_LIMIT:
        reason = f"The line has over {LINE_LIMIT:,} characters; give one paper a line, title and abstract only."
        return rejected(source, number, reason, line)
    if is_undecoded(line):
        return rejected(source, number, NOT_UTF8, line)
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        # not JSON; a number of too many digits; brackets too deep
        reason = f"The line is not valid JSON ({_message(error)}); write one whole object a line."
        return rejected(source, number, reason, line)
    if not isinstance(value, dict):
        reason = "The line is JSON but not an object; write one object a line, with title and abstract."
        return rejected(source, number, reason, line)
    return entry_of(value, source=source, line=number)


def _message(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' starting at')} at character {error.pos + 1}"
    return "brackets too deep" if isinstance(error, RecursionError) else "a number of too many digits"
