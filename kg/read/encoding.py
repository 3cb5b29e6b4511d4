"""The encoding of a file: byte order marks, a guess where there is none, and conversion to UTF-8."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain

# The longer marks first: UTF-32's begins as UTF-16's does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONGEST_MARK = 4
_PROBE = 4096  # bytes in which NULs are counted
_MOSTLY = 0.7  # of the even or odd bytes of western text in UTF-16 are NUL
_UNDECODED = re.compile("[\udc80-\udcff]")  # how the "surrogateescape" decoder marks bytes that are not UTF-8
_RUN = re.compile("[\udc80-\udcff]+")
_CUT = re.compile("[\udcc2-\udcf4][\udc80-\udcbf]{0,2}")  # the beginning of a character of several bytes
_LONGEST_LATIN = 3  # letters with accents in a row, as in "Zoë" or "crêpée"


def has_undecoded_bytes(text: str) -> bool:
    """Whether the text holds lone surrogates, by which "surrogateescape" stands for bytes that are not UTF-8."""
    return _UNDECODED.search(text) is not None


def decode_as_latin(text: str) -> str:
    """The text with its undecoded bytes read as Windows-1252."""
    if not has_undecoded_bytes(text):
        return text
    return _UNDECODED.sub(lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def explain_undecoded(text: str) -> str:
    """The message for a text that holds undecoded bytes; it names the encoding that they look like, if any."""
    encoding = _guess_encoding(text)
    guess = f"; they look like {encoding}" if encoding else ""
    return f"The text holds bytes that are not UTF-8{guess}. Save the file as UTF-8."


def guess_wide_encoding(head: bytes) -> str | None:
    """ "UTF-16" or "UTF-32" where the beginning of a file has the NUL bytes of western text in it; else None."""
    probe = head[:_PROBE]
    counts = [probe[i::4].count(0) / max(1, len(probe[i::4])) for i in range(4)]
    full = [count > _MOSTLY for count in counts]
    if sum(full) == 3:
        return "UTF-32"
    return "UTF-16" if full in ([False, True, False, True], [True, False, True, False]) else None


def convert_to_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes as UTF-8, without the byte order mark, which names the encoding that they are in (default: UTF-8).

    Bytes that are no character in that encoding become a byte that is not UTF-8, so that only its record is rejected.
    """
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= _LONGEST_MARK:
            break
    mark, name = next(((mark, name) for mark, name in _MARKS if head.startswith(mark)), (b"", "utf-8"))
    head = head[len(mark) :]
    if name == "utf-8":
        if head:
            yield head
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(name)(_BAD)
    for data in chain([head], chunks):
        yield decoder.decode(data).encode("utf-8", "surrogateescape")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogateescape")


def _replace_bad_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


_BAD = "kg.undecoded"
codecs.register_error(_BAD, _replace_bad_byte)


def _guess_encoding(text: str) -> str | None:
    """The encoding that the undecoded bytes of a text look like; None where they fit none."""
    runs = _RUN.findall(text)
    if any(_CUT.fullmatch(run) and len(run) > 1 for run in runs):
        return "UTF-8 that was cut within a character"
    words = [word for word in text.split() if len(word) > 1 and has_undecoded_bytes(word)]
    accented = sum(len(_UNDECODED.findall(word)) for word in words)
    if all(len(run) <= _LONGEST_LATIN for run in runs) and 2 * accented <= sum(map(len, words)):
        return "Latin-1 or Windows-1252"
    return None
