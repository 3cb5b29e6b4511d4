"""Pictures of a graph by the names that users give: what `kg map` writes, and what the graph shows in a notebook."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.model.derived import ConceptMap
from kg.model.errors import NoSuchName, UsageError
from kg.model.knowledge import Knowledge
from kg.model.types import FILTERS, TypeWord
from kg.pictures.comparison import compared
from kg.pictures.concept_map import concept_map
from kg.pictures.leaderboard import leaderboard, reported_metrics
from kg.pictures.pages import chart_page
from kg.pictures.pages.map_page import render
from kg.pictures.time_filter import since as dated_since
from kg.pictures.timeline import timeline
from kg.search.name_lookup import find_entity
from kg.system.files import replacing

_METRICS_TOLD = 5
_FRAME_HEIGHT = 640  # pixels, in a notebook


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a picture should show: at most one of `compare`, `timeline` and `leaderboard`, else a concept map."""

    around: str | None = None  # a name
    depth: int = 1  # links away from it
    types: Sequence[TypeWord] = ()  # none means all
    top: int | None = None
    papers: bool = False  # papers and what they name; in a timeline, themes by their papers
    compare: tuple[str, str] | None = None  # names
    since: str | None = None  # a year, month or day
    undated: bool = False  # with `since`: papers without a date too
    timeline: bool = False
    leaderboard: bool = False
    benchmark: str | None = None  # names, of a leaderboard
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as one page. A notebook shows it in a frame that can reach neither the notebook nor a network."""

    page: str
    summary: str  # what is in it, for a line of progress

    def save(self, path: str | Path) -> Path:
        """Write the page; it opens without a network."""
        with replacing(Path(path)) as file:
            file.write(self.page)
        return Path(path)

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{html.escape(self.page, quote=True)}" sandbox="allow-scripts allow-downloads" '
            f'title="{html.escape(self.summary, quote=True)}" width="100%" height="{_FRAME_HEIGHT}" '
            'style="border: 0"></iframe>'
        )


def draw(knowledge: Knowledge, wanted: Wanted) -> Drawing:
    """The picture that is wanted.

    Raises:
        NoSuchName: nothing has one of the names.
        UsageError: what is wanted does not go together, or `since` is no date.
    """
    _check(wanted)
    said = ""
    if wanted.since is not None:
        recent = dated_since(knowledge, wanted.since, undated=wanted.undated)
        _check_named(knowledge, recent.knowledge, wanted)
        knowledge, said = recent.knowledge, f" {recent.sentence}"
    if wanted.leaderboard:
        return _leaderboard(knowledge, wanted, said)
    root = find_entity(knowledge, wanted.around).id if wanted.around is not None else None
    types = [FILTERS[word] for word in wanted.types] or None
    if wanted.timeline:
        times = timeline(knowledge, around=root, types=types, top=wanted.top, themes=wanted.papers)
        page = chart_page.render_timeline(replace(times, caption=times.caption + said), knowledge)
        return Drawing(page, f"{len(times.rows)} rows over {len(times.periods)} periods")
    if wanted.compare is not None:
        first, second = (find_entity(knowledge, name).id for name in wanted.compare)
        view = compared(knowledge, first, second, top=wanted.top)
    else:
        view = concept_map(
            knowledge, around=root, types=types, top=wanted.top, depth=wanted.depth, papers=wanted.papers
        )
    return Drawing(render(replace(view, caption=view.caption + said), knowledge), _summary(view))


def _leaderboard(knowledge: Knowledge, wanted: Wanted, said: str) -> Drawing:
    benchmark = find_entity(knowledge, wanted.benchmark or "", word="dataset")
    known = reported_metrics(knowledge, benchmark)
    if not known:
        raise NoSuchName(f"No paper reports a value on {benchmark.name}; `kg query benchmarks` lists where some do.")
    told = ", ".join(name for name, _ in known[:_METRICS_TOLD])
    if wanted.metric is None:
        raise UsageError(f"Say which --metric; on {benchmark.name} papers report {told}.")
    metric = find_entity(knowledge, wanted.metric, word="metric")
    board = leaderboard(knowledge, benchmark, metric)
    if not board.values and not board.left_out:
        raise NoSuchName(f"No paper reports {metric.name} on {benchmark.name}; papers report {told}.")
    page = chart_page.render_leaderboard(replace(board, caption=board.caption + said))
    return Drawing(page, f"{len(board.values)} values, and {len(board.left_out)} listed only")


def _summary(view: ConceptMap) -> str:
    papers = sum(node.type == "PAPER" for node in view.nodes)
    shown = f"{len(view.nodes) - papers} concepts"
    return f"{shown}{f', {papers} papers' if papers else ''} and {len(view.links)} links"


def _check(wanted: Wanted) -> None:
    """Refuse what does not go together; nothing that is asked for is ignored."""
    pictures = {
        "--compare": wanted.compare is not None,
        "--timeline": wanted.timeline,
        "--leaderboard": wanted.leaderboard,
    }
    chosen = [name for name, is_chosen in pictures.items() if is_chosen]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} are pictures of their own; ask for one.")
    given = {
        "--around": wanted.around is not None,
        "--depth": wanted.depth != 1,
        "--type": bool(wanted.types),
        "--top": wanted.top is not None,
        "--papers": wanted.papers,
        "--benchmark": wanted.benchmark is not None,
        "--metric": wanted.metric is not None,
    }
    refused = {
        "--compare": ("--around", "--depth", "--type", "--papers", "--benchmark", "--metric"),
        "--timeline": ("--depth", "--benchmark", "--metric"),
        "--leaderboard": ("--around", "--depth", "--type", "--top", "--papers"),
    }
    picture = chosen[0] if chosen else ""
    for name in refused.get(picture, ("--benchmark", "--metric")):
        if given[name]:
            raise UsageError(f"{name} does not go with {picture or 'a concept map'}; leave it out, or see --help.")
    if wanted.timeline and wanted.papers and (wanted.around is not None or wanted.types):
        raise UsageError("A timeline of --papers shows themes; leave out --around and --type.")
    if not wanted.timeline and wanted.depth != 1 and wanted.around is None:
        raise UsageError("--depth says how far to go from a name; give it with --around.")
    if wanted.leaderboard and wanted.benchmark is None:
        raise UsageError("A leaderboard needs --benchmark and --metric.")
    if wanted.undated and wanted.since is None:
        raise UsageError("--undated goes with --since; without it, papers without a date are in it anyway.")


def _check_named(whole: Knowledge, recent: Knowledge, wanted: Wanted) -> None:
    """Tell a name that no recent paper has from one that no paper has."""
    left = {entity.id for entity in recent.entities}
    for name in (wanted.around, *(wanted.compare or ()), wanted.benchmark, wanted.metric):
        if name is not None:
            entity = find_entity(whole, name)
            if entity.id not in left:
                also = "" if wanted.undated else "; --undated takes in papers without a date"
                raise NoSuchName(f"No paper since {wanted.since} names {entity.name}{also}.")
