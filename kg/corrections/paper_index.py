"""Finding the paper that an entry of a corrections file means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.corrections.entries import Entry
from kg.model.knowledge import Corrected
from kg.model.records import Paper


class PaperIndex:
    """Papers by identifier, arXiv identifier and title; the index is built when it is first used."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self._by_id: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)

    def position(self, name: str) -> int | None:
        """The position of the paper of that identifier, else of the one paper of that arXiv identifier or title."""
        if not self._by_id:
            for position, paper in enumerate(self._papers):
                self._by_id[paper.id] = position
                for other in {_fold_title(paper.title), paper.arxiv_id or ""} - {""}:
                    self._by_name[other].append(position)
        if name in self._by_id:
            return self._by_id[name]
        positions = self._by_name.get(_fold_title(name), [])
        return positions[0] if len(positions) == 1 else None

    def find(self, entry: Entry, name: str, log: list[Corrected]) -> int | None:
        """The position of the paper that an entry calls `name`; where there is none, the reason is added to `log`."""
        position = self.position(name)
        if position is None:
            several = len(self._by_name.get(_fold_title(name), []))
            problem = f"{several} papers are called {name!r}" if several else f"There is no paper {name!r}"
            reason = f"{problem} in this corpus; give the identifier that `kg show` prints, or leave the entry out."
            log.append(Corrected(entry.place.line, "unmatched", None, reason))
        return position


def _fold_title(title: str) -> str:
    return " ".join(title.casefold().split())
