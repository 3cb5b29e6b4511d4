"""Looks up what a user wants removed from a graph: an input by its file name, or a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from kg.model.errors import NoSuchName, UsageError
from kg.model.records import InputFile
from kg.search.name_lookup import suggest_names
from kg.search.title_search import Title, TitleIndex
from kg.text.suggestions import MOST, find_nearest, suggest

_HASH = "@sha256:"  # between the name of an input and the first digits of its hash
_DIGITS = 12
_LISTED = 5  # of what a name may mean


def find_removable(name: str, inputs: Sequence[InputFile], papers: Sequence[Title]) -> InputFile | Title:
    """The input or the paper of a name.

    Args:
        name: the file name of an input, of which folders do not count, with "@sha256:" and the first digits of its hash
            where two inputs have it; or a paper's identifier, arXiv identifier or whole title.

    Raises:
        NoSuchName: there is none; the message suggests the nearest names.
        UsageError: there are several; the message lists them.
    """
    either: list[InputFile | Title] = [*_find_inputs(name, inputs), *_find_papers(name, papers)]
    match either:
        case []:
            raise _explain_unknown(name, inputs, papers)
        case [found]:
            return found
        case several:
            raise _explain_several(name, [_describe(one) for one in several])


def _find_inputs(name: str, inputs: Iterable[InputFile]) -> list[InputFile]:
    before, mark, digits = name.rpartition(_HASH)
    file, digits = (before, digits.lower()) if mark else (name, "")
    wanted = {file, PurePath(file).name}
    return [source for source in inputs if source.name in wanted and source.sha256.startswith(digits)]


def _find_papers(name: str, papers: Sequence[Title]) -> list[Title]:
    """The papers of a name. A part of a title is none: a word too few would take out another paper than was meant."""
    exact = [paper for paper in papers if name in (paper.id, paper.arxiv_id, paper.title)]
    return exact or [paper for paper in papers if paper.title.casefold() == name.casefold()]


def _describe(found: InputFile | Title) -> str:
    """What was found, by a name that finds nothing else."""
    if isinstance(found, Title):
        return f'{found.id} ("{found.title}")'
    entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
    return f"{name_exactly(found)} ({entries})"


def name_exactly(source: InputFile) -> str:
    """A name by which `find_removable` finds this input and no other of its file name."""
    return f"{source.name}{_HASH}{source.sha256[:_DIGITS]}"


def _explain_several(name: str, found: Sequence[str]) -> UsageError:
    more = f"; and {len(found) - _LISTED:,} more" if len(found) > _LISTED else ""
    listed = "; ".join(found[:_LISTED])
    return UsageError(f"{name!r} may be any of {len(found):,}, of which one has to be named: {listed}{more}.")


def _explain_unknown(name: str, inputs: Iterable[InputFile], papers: Iterable[Title]) -> NoSuchName:
    near = [*find_nearest(name, {source.name for source in inputs}), *suggest_names(name, titles=TitleIndex.of(papers))]
    hint = suggest(near[:MOST], otherwise="`manifest.json` lists the inputs, `kg search` finds papers.")
    return NoSuchName(f"There is no input or paper named {name!r} in this graph. {hint}")
