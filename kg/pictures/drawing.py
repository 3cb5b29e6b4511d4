"""Pictures of a graph by the names that users give: what `kg map` writes, and what the graph shows in a notebook."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.analyse.analysis import Analysis
from kg.model.derived import ConceptMap
from kg.model.errors import NoSuchName, UsageError
from kg.model.knowledge import EntityId, Knowledge, PaperFacts
from kg.model.types import FILTERS, EntityFilter, TypeWord
from kg.pictures.comparison import make_comparison
from kg.pictures.concept_map import make_concept_map
from kg.pictures.leaderboard import count_reported_metrics, make_leaderboard
from kg.pictures.pages import chart_page
from kg.pictures.pages.map_page import render, render_payload
from kg.pictures.pages.map_payload import assemble_payload
from kg.pictures.pages.stored_contents import read_contents
from kg.pictures.pictured_analysis import PicturedAnalysis
from kg.pictures.stored_analysis import StoredAnalysis
from kg.pictures.time_filter import keep_since
from kg.pictures.timeline import make_timeline
from kg.search.name_lookup import find_entity
from kg.system.files import replacing

_METRICS_LISTED = 5
_FRAME_HEIGHT = 640  # pixels, in a notebook


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """The settings of a picture: at most one of `compare`, `timeline` and `leaderboard`, else a concept map."""

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

    page: str = field(repr=False)  # HTML, a megabyte and more
    summary: str  # what is in it, for a line of progress

    def save(self, path: str | Path) -> Path:
        """Write the page, and give its path; folders that are not there are made. It opens without a network."""
        with replacing(Path(path)) as file:
            file.write(self.page)
        return Path(path)

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{html.escape(self.page, quote=True)}" sandbox="allow-scripts allow-downloads" '
            f'title="{html.escape(self.summary, quote=True)}" width="100%" height="{_FRAME_HEIGHT}" '
            'style="border: 0"></iframe>'
        )


def draw(knowledge: Knowledge, request: PictureRequest, *, doubtful: Knowledge | None = None) -> Drawing:
    """Draw the picture that is asked for; results in `doubtful` are listed apart.

    Raises:
        NoSuchName: nothing has one of the names.
        UsageError: what is asked for does not go together, or `since` is no date.
    """
    check_request(request)
    since = ""
    if request.since is not None:
        recent = keep_since(knowledge, request.since, undated=request.undated)
        _check_named(knowledge, recent.knowledge, request)
        knowledge, since = recent.knowledge, f" {recent.sentence}"
    unsure = () if doubtful is None else _keep_papers(doubtful, knowledge)
    if request.leaderboard:
        return _draw_leaderboard(knowledge, request, since, unsure)
    analysis = Analysis(knowledge)
    root = find_entity(knowledge, request.around).id if request.around is not None else None
    if request.timeline:
        timeline = make_timeline(
            analysis, around=root, types=_list_types(request), top=request.top, themes=request.papers
        )
        page = chart_page.render_timeline(replace(timeline, caption=timeline.caption + since), knowledge)
        return Drawing(page, f"{len(timeline.rows)} rows over {len(timeline.periods)} periods")
    if request.compare is not None:
        first, second = (find_entity(knowledge, name).id for name in request.compare)
        scene = make_comparison(analysis, first, second, top=request.top)
    else:
        scene = _make_map(analysis, request, root)
    page = render(replace(scene, caption=scene.caption + since), knowledge, doubtful=unsure)
    return Drawing(page, _summarise(scene))


def is_neighbourhood(request: PictureRequest) -> bool:
    """Whether the picture is a concept map around a name in the whole graph, which `draw_around` draws."""
    others = (request.compare, request.since, request.benchmark, request.metric)
    special = request.timeline or request.leaderboard or any(other is not None for other in others)
    return request.around is not None and not special


def draw_around(analysis: StoredAnalysis, request: PictureRequest, root: EntityId) -> Drawing:
    """Draw a neighbourhood (`is_neighbourhood`) from what a build kept: as `draw` does, without the records of it all.

    Args:
        root: what the name `around` means.
    """
    scene = _make_map(analysis, request, root)
    page = render_payload(scene, assemble_payload(scene, read_contents(scene, analysis)))
    return Drawing(page, _summarise(scene))


def _make_map(analysis: PicturedAnalysis, request: PictureRequest, root: EntityId | None) -> ConceptMap:
    return make_concept_map(
        analysis,
        around=root,
        types=_list_types(request),
        top=request.top,
        depth=request.depth,
        papers=request.papers,
    )


def _list_types(request: PictureRequest) -> list[EntityFilter] | None:
    """The types that are asked for; None for all."""
    return [FILTERS[word] for word in request.types] or None


def _keep_papers(doubtful: Knowledge, knowledge: Knowledge) -> tuple[PaperFacts, ...]:
    """The doubtful facts of the papers that `knowledge` has."""
    chosen = {facts.paper.id for facts in knowledge.papers}
    return tuple(facts for facts in doubtful.papers if facts.paper.id in chosen)


def _draw_leaderboard(
    knowledge: Knowledge, request: PictureRequest, since: str, doubtful: Sequence[PaperFacts]
) -> Drawing:
    benchmark = find_entity(knowledge, request.benchmark or "", word="dataset")
    known = count_reported_metrics(knowledge, benchmark, doubtful=doubtful)
    if not known:
        raise NoSuchName(f"No paper reports a value on {benchmark.name}; `kg query benchmarks` lists where some do.")
    metrics = ", ".join(name for name, _ in known[:_METRICS_LISTED])
    if request.metric is None:
        raise UsageError(f"Say which --metric; on {benchmark.name} papers report {metrics}.")
    metric = find_entity(knowledge, request.metric, word="metric")
    board = make_leaderboard(knowledge, benchmark, metric, doubtful=doubtful)
    if not board.values and not board.left_out:
        raise NoSuchName(f"No paper reports {metric.name} on {benchmark.name}; papers report {metrics}.")
    page = chart_page.render_leaderboard(replace(board, caption=board.caption + since))
    return Drawing(page, f"{len(board.values)} values, and {len(board.left_out)} listed only")


def _summarise(scene: ConceptMap) -> str:
    papers = sum(node.type == "PAPER" for node in scene.nodes)
    concepts = f"{len(scene.nodes) - papers} concepts"
    return f"{concepts}{f', {papers} papers' if papers else ''} and {len(scene.links)} links"


def check_request(request: PictureRequest) -> None:
    """Refuse settings that do not go together, so that none is ignored.

    Raises:
        UsageError: some do not.
    """
    pictures = {
        "--compare": request.compare is not None,
        "--timeline": request.timeline,
        "--leaderboard": request.leaderboard,
    }
    chosen = [name for name, is_chosen in pictures.items() if is_chosen]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} are pictures of their own; ask for one.")
    given = {
        "--around": request.around is not None,
        "--depth": request.depth != 1,
        "--type": bool(request.types),
        "--top": request.top is not None,
        "--papers": request.papers,
        "--benchmark": request.benchmark is not None,
        "--metric": request.metric is not None,
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
    if request.timeline and request.papers and (request.around is not None or request.types):
        raise UsageError("A timeline of --papers shows themes; leave out --around and --type.")
    if not request.timeline and request.depth != 1 and request.around is None:
        raise UsageError("--depth says how far to go from a name; give it with --around.")
    if request.leaderboard and request.benchmark is None:
        raise UsageError("A leaderboard needs --benchmark and --metric.")
    if request.undated and request.since is None:
        raise UsageError("--undated goes with --since; without it, papers without a date are in it anyway.")


def _check_named(whole: Knowledge, recent: Knowledge, request: PictureRequest) -> None:
    """Raise `NoSuchName` for a name that papers have, but no paper since the given day."""
    left = {entity.id for entity in recent.entities}
    for name in (request.around, *(request.compare or ()), request.benchmark, request.metric):
        if name is not None:
            entity = find_entity(whole, name)
            if entity.id not in left:
                also = "" if request.undated else "; --undated takes in papers without a date"
                raise NoSuchName(f"No paper since {request.since} names {entity.name}{also}.")
