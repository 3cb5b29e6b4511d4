"""Reads one input as a stream of records: unpacks gzip, converts to UTF-8, detects the format, parses."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from kg.model.records import InputFile, Rejected, SourceEntry
from kg.read.encoding import convert_to_utf8, guess_wide_encoding
from kg.read.formats import FORMATS, UNKNOWN, detect_format
from kg.read.reading_records import FileReading, UnusedField, UnusedFieldCounter
from kg.read.rejections import reject

Item = SourceEntry | Rejected | UnusedField | InputFile

_HEAD = 1 << 16  # bytes from which the format is detected
_CHUNK = 1 << 18
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31  # the decompressor's code for gzip with the largest window
_MAGIC = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP archive or an office document"), (b"\x89PNG", "an image"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL = 0.05  # the share of control characters in the head of a text that is still one
_FEW_CONTROL = 8  # and this many are not yet a share

EMPTY = "The file is empty; save the page again."
UNKNOWN_FORMAT = "The file is in no known format; give a saved listing page, JSON Lines, JSON or CSV."
NO_PAPERS = "The file holds no paper; save the page again, with its papers."


def read_stream(name: str, stream: BinaryIO, *, year: int | None = None) -> Iterator[Item]:
    """Yields entries and rejections in the order of the file, then its unused fields, and last its `InputFile`.

    JSON Lines, gzipped or not, are read in bounded memory; other formats are held in memory whole.
    """
    content = _Content(stream)
    entries = rejections = 0
    unused = UnusedFieldCounter()
    chunks = convert_to_utf8(content.chunks())
    head = b"".join(_take_up_to(chunks, _HEAD))
    format_name, flaw = _detect_format(head)
    if flaw == EMPTY and content.flaw is not None:
        flaw, content.flaw = content.flaw, None
    if flaw is not None:
        rejections += 1
        yield reject(name, 0, flaw, "" if format_name == UNKNOWN and b"\0" in head else _decode(head[:400]))
        for _ in chunks:
            pass  # to its end, for the hash
    else:
        module = FORMATS[format_name]
        lines = _split_lines(head, chunks, limit=module.LINE_LIMIT)
        for item in module.parse(lines, source=name, year=year):
            if isinstance(item, UnusedField):
                unused.add(item)
                continue
            entries += isinstance(item, SourceEntry)
            rejections += isinstance(item, Rejected)
            yield item
        for _ in chunks:
            pass  # what follows a document's end
    if content.flaw is not None:
        rejections += 1
        yield reject(name, 0, content.flaw)
    if not entries and not rejections:
        rejections += 1
        yield reject(name, 0, NO_PAPERS, _decode(head[:400]))
    yield from unused.summary()
    yield InputFile(name=name, sha256=content.sha256(), format=format_name, entries=entries, rejected=rejections)


def read_bytes(name: str, data: bytes, *, year: int | None = None) -> FileReading:
    """The records of one file: a pure function of its name and bytes."""
    return gather(read_stream(name, io.BytesIO(data), year=year))


def gather(items: Iterator[Item]) -> FileReading:
    """Collect the items of one file's stream in one record."""
    entries: list[SourceEntry] = []
    rejections: list[Rejected] = []
    unused: list[UnusedField] = []
    for item in items:
        match item:
            case SourceEntry():
                entries.append(item)
            case Rejected():
                rejections.append(item)
            case UnusedField():
                unused.append(item)
            case InputFile():
                rejections.sort(key=lambda r: (r.line, r.reason))
                return FileReading(item, tuple(entries), tuple(rejections), tuple(unused))
    raise ValueError("a file's stream ends with its InputFile")


class _Content:
    """The unpacked bytes of a stream. `sha256()` and `flaw` are final once `chunks()` is exhausted."""

    def __init__(self, stream: BinaryIO) -> None:
        self.flaw: str | None = None
        self._stream = stream
        self._hash = hashlib.sha256()

    def chunks(self) -> Iterator[bytes]:
        first = self._read_stored()
        if not first.startswith(_GZIP):
            while first:
                yield first
                first = self._read_stored()
            return
        yield from self._unpack(first)

    def sha256(self) -> str:
        return self._hash.hexdigest()

    def _read_stored(self) -> bytes:
        try:
            data = self._stream.read(_CHUNK)
        except OSError as error:
            self.flaw = f"The file cannot be read to its end ({error.strerror}); make it readable, or leave it out."
            return b""
        self._hash.update(data)
        return data

    def _unpack(self, packed: bytes) -> Iterator[bytes]:
        unpacker = zlib.decompressobj(wbits=_GZIP_WINDOW)
        while packed or not unpacker.eof:
            before = unpacker.copy()
            try:
                data = unpacker.decompress(packed, _CHUNK)
            except zlib.error:
                yield _unpack_before_damage(before, packed)
                self.flaw = "The file is damaged gzip data from some place on; fetch it again."
                while self._read_stored():
                    pass
                return
            if data:
                yield data
            if unpacker.eof:
                packed = self._find_next_member(unpacker.unused_data)
                if packed:
                    unpacker = zlib.decompressobj(wbits=_GZIP_WINDOW)
                continue
            packed = unpacker.unconsumed_tail
            if not packed and len(data) < _CHUNK:
                packed = self._read_stored()
                if not packed:
                    self.flaw = self.flaw or "The gzip data ends too early; fetch the file again."
                    return

    def _find_next_member(self, packed: bytes) -> bytes:
        """What follows the end of a gzip member and the NUL bytes that pad it; empty at the end of the stream."""
        packed = packed.lstrip(b"\0")
        while not packed and (read := self._read_stored()):
            packed = read.lstrip(b"\0")
        return packed


def _unpack_before_damage(unpacker: zlib._Decompress, packed: bytes) -> bytes:
    """What can be unpacked before the byte at which the data is damaged, however it was cut into chunks."""
    data = bytearray()
    try:
        for i in range(len(packed)):
            data += unpacker.decompress(packed[i : i + 1])
    except zlib.error:
        pass  # here it is
    return bytes(data)


def _take_up_to(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Chunks until they hold `size` bytes or end."""
    for chunk in chunks:
        yield chunk
        size -= len(chunk)
        if size <= 0:
            return


def _detect_format(head: bytes) -> tuple[str, str | None]:
    """The format's name, and the reason why the file cannot be read, if there is one."""
    if not head.strip():
        return UNKNOWN, EMPTY
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return UNKNOWN, f"The file is {kind}; give the page saved as text."
    if encoding := guess_wide_encoding(head):
        return UNKNOWN, f"The file looks like {encoding} without a mark at its beginning; save it as UTF-8."
    if len(_CONTROL.findall(head[:_HEAD])) > max(_FEW_CONTROL, _MAX_CONTROL * min(len(head), _HEAD)):
        return UNKNOWN, "The file is binary or not UTF-8; save the page as UTF-8 text."
    text = _decode(head[:_HEAD])
    name = detect_format(text)
    return name, UNKNOWN_FORMAT if name == UNKNOWN else None


def _split_lines(head: bytes, chunks: Iterator[bytes], *, limit: int) -> Iterator[str]:
    """Lines without their ends (LF or CRLF).

    A line of over `limit` characters is truncated to a shorter one that is still over the limit.
    """
    pending: list[bytes] = []
    size = 0
    chunk: bytes | None = head
    while chunk is not None:
        first, *rest = chunk.split(b"\n")
        if size <= limit * 4:
            pending.append(first)
            size += len(first)
        for part in rest:
            yield _decode(b"".join(pending).removesuffix(b"\r"))
            pending, size = [part], len(part)
        chunk = next(chunks, None)
    if size:
        yield _decode(b"".join(pending).removesuffix(b"\r"))


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
