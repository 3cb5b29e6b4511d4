"""Bytes as text that stands in a page: packed with gzip, in Base64, which holds nothing that ends an element."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_GZIP = 31  # zlib's number for a gzip header, which it writes without a time
_CHUNK = 1 << 20


def packed(chunks: Iterable[bytes]) -> Iterator[str]:
    """The pieces of that text, in bounded memory; the same bytes give the same text however they are cut."""
    press = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    left = b""
    for chunk in chunks:
        left += press.compress(chunk)
        whole = len(left) - len(left) % 3  # three bytes are four characters, without padding between the pieces
        yield base64.b64encode(left[:whole]).decode("ascii")
        left = left[whole:]
    yield base64.b64encode(left + press.flush()).decode("ascii")


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
