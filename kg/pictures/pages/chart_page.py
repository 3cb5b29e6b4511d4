"""A leaderboard or a timeline as one self-contained page.

uPlot (MIT, in `vendor/`) draws; it sets no markup and evaluates nothing, so that the Content-Security-Policy lets only
the page's own scripts run, by hash. The same data stands in a table beneath, for those who do not see the picture.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

from kg.model.derived import Leaderboard, Timeline
from kg.model.knowledge import Knowledge
from kg.pictures.pages.chart_payload import build_leaderboard_payload, build_timeline_payload
from kg.pictures.pages.shared import build_policy, drop_surrogates, to_json_block

__all__ = ["render_leaderboard", "render_timeline"]

_SHARED = ("dom.js", "table.js", "plot.js")  # before the script of the chart
_LIBRARY = "uPlot.iife.min.js"
_LIBRARY_STYLE = "uPlot.min.css"


def render_leaderboard(view: Leaderboard) -> str:
    """The page of a leaderboard, as text: values over time with the line of the record, and a table."""
    return _render_page(view.title, view.caption, "leaderboard.js", build_leaderboard_payload(view))


def render_timeline(view: Timeline, knowledge: Knowledge) -> str:
    """The page of a timeline, as text: circles by concept and period, and a table; `knowledge` has the papers."""
    return _render_page(view.title, view.caption, "timeline.js", build_timeline_payload(view, knowledge))


def _render_page(title: str, caption: str, script: str, data: dict[str, Any]) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    library = _read_file("vendor/uplot", _LIBRARY)
    style = f"{_read_file('vendor/uplot', _LIBRARY_STYLE)}\n{_read_file('chart', 'page.css')}"
    scripts = "\n".join(_read_file("chart", name) for name in (*_SHARED, script))
    environment = Environment(
        loader=PackageLoader("kg.pictures", "web/chart"), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template("page.html.j2").render(
        title=title,
        caption=caption,
        policy=build_policy([library, scripts], style),
        library=Markup(library),
        scripts=Markup(scripts),
        style=Markup(style),
        data=Markup(to_json_block(data)),
    )
    return drop_surrogates(page)


def _read_file(folder: str, name: str) -> str:
    return (resources.files("kg.pictures") / "web" / folder / name).read_text(encoding="utf-8")
