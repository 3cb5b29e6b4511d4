"""How often a field of a file was not used, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.read.flaws import excerpt_of
from kg.read.reading import Unused

_MOST = 200  # fields and reasons that are kept of one file; more are no help to anybody


class UnusedFields:
    """The sum of what single records of one file do not use."""

    def __init__(self) -> None:
        self._records: Counter[tuple[str, str, str]] = Counter()

    def add(self, unused: Unused) -> None:
        """Count what one record does not use."""
        key = (unused.file, excerpt_of(unused.field), unused.reason)
        if key in self._records or len(self._records) < _MOST:
            self._records[key] += unused.records

    def told(self) -> Iterator[Unused]:
        """One for each field and reason, in their order."""
        for (file, field, reason), records in sorted(self._records.items()):
            yield Unused(file, field, reason, records)
