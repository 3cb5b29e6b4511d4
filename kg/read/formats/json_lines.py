"""JSON Lines: one object a line, read as a stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from kg.model.records import Rejected, SourceEntry
from kg.read.fields import is_paper, read_record
from kg.read.reading_records import UnusedField
from kg.read.rejections import reject, reject_undecoded

LINE_LIMIT = 1 << 20

_SNIFFED_LINES = 20
_OPENING = re.compile(r'\s*\{\s*"')
_WRAPPER = re.compile(r'\s*\{\s*"(?!authors")\w+"\s*:\s*\[\s*\{')


def sniff(head: str) -> bool:
    """Whether most lines are an object of their own, and the first is not one object around the papers."""
    lines = [line for line in head.split("\n") if line.strip()][:_SNIFFED_LINES]
    # An item of a list on a line of its own ends with a comma. The last line may be cut.
    opened = sum(bool(_OPENING.match(line)) and (line.rstrip()[-1] == "}" or line is lines[-1]) for line in lines)
    if not opened or 2 * opened < len(lines) or head.lstrip().startswith("[{"):
        return False
    return not _is_wrapper(lines[0]) if len(lines) == 1 else not _WRAPPER.match(head)


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected | UnusedField]:
    """One paper a line. Dates are whole, so `year` is ignored."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from _read_line(line, source=source, number=number)


def _is_wrapper(line: str) -> bool:
    """Whether a file of one line is an object around papers rather than a paper."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return _WRAPPER.match(line) is not None  # broken, or longer than the part that is looked at
    return isinstance(value, dict) and not is_paper(value) and any(isinstance(v, dict | list) for v in value.values())


def _read_line(line: str, *, source: str, number: int) -> Iterator[SourceEntry | Rejected | UnusedField]:
    value = _decode_object(line, source=source, number=number)
    if isinstance(value, Rejected):
        yield value
    else:
        yield from read_record(value, source=source, line=number)


def _decode_object(line: str, *, source: str, number: int) -> dict[str, object] | Rejected:
    if len(line) > LINE_LIMIT:
        reason = f"The line has over {LINE_LIMIT:,} characters; give one paper a line, title and abstract only."
        return reject(source, number, reason, line)
    if (flaw := reject_undecoded(source, number, line)) is not None:
        return flaw
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        # not JSON; a number of too many digits; brackets too deep
        reason = f"The line is not valid JSON ({_explain_error(error)}); write one whole object a line."
        return reject(source, number, reason, line)
    if not isinstance(value, dict):
        reason = "The line is JSON but not an object; write one object a line, with title and abstract."
        return reject(source, number, reason, line)
    return value


def _explain_error(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' starting at')} at character {error.pos + 1}"
    return "brackets too deep" if isinstance(error, RecursionError) else "a number of too many digits"
