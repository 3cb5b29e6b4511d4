"""Reading JSON Lines whose every line must be sound: errors name file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from kg.model.errors import InputError

Row = TypeVar("Row")

_LONGEST_KEY = 80  # characters of a key in a message


def read_rows(path: Path, shape: TypeAdapter[Row], *, remedy: str) -> Iterator[tuple[int, Row]]:
    """The number (from 1) and the record of each line that is not blank.

    Raises:
        InputError: the file cannot be read, or a line is no such record; `remedy` ends the message about the latter.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _parse(line, shape, at=f"{path}:{number}", remedy=remedy)
    except OSError as error:
        raise InputError(f"{path}: The file cannot be read ({error.strerror}); check its name.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: The file is not UTF-8; save it as UTF-8.") from error


def make_line_error(path: Path, number: int, reason: str) -> InputError:
    """The error for what is wrong in one line; `reason` is a sentence that ends in the remedy."""
    return InputError(f"{path}:{number}: {reason}")


def _parse(line: str, shape: TypeAdapter[Row], *, at: str, remedy: str) -> Row:
    try:
        return shape.validate_json(line, strict=True)
    except ValidationError as error:
        first, *others = error.errors(include_url=False, include_input=False, include_context=False)
        if first["type"] == "json_invalid":
            reason = first["msg"].replace(" at line 1 column", " at column")
            raise InputError(f"{at}: {reason}; write one JSON object a line.") from error
        more = f" (and {len(others)} more in this line)" if others else ""
        raise InputError(f"{at}: {_format_json_path(first['loc'])}{first['msg']}{more}; {remedy}") from error


def _format_json_path(steps: tuple[int | str, ...]) -> str:
    """`mentions[0][1]: ` for where in the object it is; nothing for the object itself."""
    path = "".join(map(_format_step, steps))
    return f"{path.removeprefix('.')}: " if path else ""


def _format_step(step: int | str) -> str:
    if isinstance(step, str) and step.isprintable() and len(step) <= _LONGEST_KEY:
        return f".{step}"
    return f"[{step if isinstance(step, int) else step[:_LONGEST_KEY]!r}]"
