"""Pictures by name: what goes together, and how a notebook shows them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kg
from kg.model.errors import NoSuchName, UsageError
from kg.model.knowledge import Knowledge
from kg.pictures.drawing import Drawing, PictureRequest, draw

NOTHING = Knowledge((), (), ())


class Frames(HTMLParser):
    """The elements of a notebook's output."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    "page",
    [
        "<p>plain</p>",
        """"></iframe><script>alert(1)</script><iframe srcdoc=""",
        "' onload='alert(1)",
        "&quot;&lt;&amp;amp; 😀 </script>\n\ttab",
    ],
)
def test_a_notebook_shows_the_page_in_a_sandboxed_frame_and_nothing_else(page: str) -> None:
    frames = Frames(Drawing(page, page)._repr_html_())
    [(tag, attributes)] = frames.found
    assert tag == "iframe"
    assert attributes["srcdoc"] == page
    assert attributes["title"] == page
    assert attributes["sandbox"] == "allow-scripts allow-downloads"
    assert set(attributes) == {"srcdoc", "sandbox", "title", "width", "height", "style"}
    assert frames.text == ""


def test_a_drawing_is_saved_whole(tmp_path: Path) -> None:
    path = Drawing("<p>é</p>", "x").save(tmp_path / "new" / "x.html")
    assert path.read_text(encoding="utf-8") == "<p>é</p>"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (PictureRequest(timeline=True, leaderboard=True), "--timeline and --leaderboard are pictures of their own"),
        (PictureRequest(compare=("a", "b"), around="c"), "--around does not go with --compare"),
        (PictureRequest(leaderboard=True, benchmark="b", metric="m", top=3), "--top does not go with --leaderboard"),
        (PictureRequest(timeline=True, depth=2, around="x"), "--depth does not go with --timeline"),
        (PictureRequest(benchmark="b"), "--benchmark does not go with a concept map"),
        (PictureRequest(leaderboard=True, metric="m"), "needs --benchmark"),
        (PictureRequest(timeline=True, papers=True, types=["task"]), "leave out --around and --type"),
        (PictureRequest(depth=2), "give it with --around"),
        (PictureRequest(undated=True), "--undated goes with --since"),
        (PictureRequest(since="soon"), "is no date"),
    ],
)
def test_what_does_not_go_together_is_refused(wanted: PictureRequest, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        draw(NOTHING, wanted)


@pytest.fixture(scope="module")
def graph(built_folder: Path) -> kg.Graph:
    return kg.open(built_folder)


def test_a_built_graph_draws_itself(graph: kg.Graph) -> None:
    drawing = graph.map(around="CFG", top=20)
    assert "<title>Around classifier-free guidance</title>" in drawing.page
    [(tag, attributes)] = Frames(drawing._repr_html_()).found
    assert (tag, attributes["srcdoc"]) == ("iframe", drawing.page)


def test_benchmark_and_metric_ask_for_a_leaderboard(graph: kg.Graph) -> None:
    assert "<title>FID on ImageNet 256x256</title>" in graph.map(benchmark="ImageNet 256", metric="fid").page
    with pytest.raises(UsageError, match=r"Say which `metric`; on ImageNet 256x256 papers report .*FID"):
        graph.map(benchmark="ImageNet 256x256")
    with pytest.raises(NoSuchName, match=r"No paper reports .* on ImageNet 256x256"):
        graph.map(benchmark="ImageNet 256x256", metric="perplexity")
    with pytest.raises(NoSuchName, match="no metric named 'CLIP'"):
        graph.map(benchmark="ImageNet 256x256", metric="CLIP")


def test_a_type_is_one_of_the_six_words(graph: kg.Graph) -> None:
    with pytest.raises(UsageError, match=r"There is no type 'paper'\. There are method, model"):
        graph.map(types=["paper"])
