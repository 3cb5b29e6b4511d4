"""The plot of the benchmarks."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from scripts.benchmarks.scatter import Point, draw

SVG = "{http://www.w3.org/2000/svg}"


def list_circles(svg: str) -> dict[str, tuple[float, float]]:
    """The places of the points by what they say of themselves."""
    return {
        circle.findtext(f"{SVG}title", ""): (float(circle.attrib["cx"]), float(circle.attrib["cy"]))
        for circle in ElementTree.fromstring(svg).iter(f"{SVG}circle")
        if circle.find(f"{SVG}title") is not None
    }


def test_more_is_further_to_the_right_and_further_up() -> None:
    places = list_circles(draw([Point("slow", 10.0, (0.9, 0.5)), Point("fast", 40.0, (0.8, 0.2))], ["a", "b"], "x"))
    assert places["slow: 0.900 at 10.0"][0] == places["slow: 0.500 at 10.0"][0] < places["fast: 0.800 at 40.0"][0]
    assert places["slow: 0.900 at 10.0"][1] < places["fast: 0.800 at 40.0"][1] < places["slow: 0.500 at 10.0"][1]


def test_what_has_no_value_upwards_is_a_line() -> None:
    svg = draw([Point("with", 10.0, (0.9,)), Point("without", 20.0, ())], ["a"], "x")
    assert len(list_circles(svg)) == 1
    dashed = [line for line in ElementTree.fromstring(svg).iter(f"{SVG}line") if "stroke-dasharray" in line.attrib]
    assert len(dashed) == 1
    assert "without" in svg


@pytest.mark.parametrize("most", [0.03, 3.0, 55.0, 1200.0])
def test_a_name_is_text_and_never_markup(most: float) -> None:
    svg = draw([Point("<b> & co", most, (0.5,))], ["a"], "x")
    assert "&lt;b&gt; &amp; co" in svg
    ticks = [text for text in ElementTree.fromstring(svg).iter(f"{SVG}text") if text.get("text-anchor") == "middle"]
    assert 4 <= len(ticks) - 1 <= 10
