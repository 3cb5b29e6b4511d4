"""A scatter plot as SVG: one value to the right, several upwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 150, 24, 48  # margins; the names of series stand in the right one
_COLOURS = ("#1f5f8b", "#b4562a", "#3d7a3a")


class Point(NamedTuple):
    """What one thing reached: a value to the right, and one upwards for each series, or none at all."""

    name: str
    x: float
    ys: tuple[float, ...]


def draw(points: Sequence[Point], series: Sequence[str], x_name: str) -> str:
    """The plot. Values upwards are shares from 0 to 1; every point has a line at its value to the
    right, a dashed one where it has none upwards; its name stands at the line."""
    most = max((point.x for point in points), default=1.0) * 1.1
    svg = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img")
    ElementTree.SubElement(svg, "title").text = f"{', '.join(series)} against {x_name}"
    svg.set("font-family", "sans-serif")
    svg.set("font-size", "12")
    ElementTree.SubElement(svg, "rect", width=str(_WIDTH), height=str(_HEIGHT), fill="#fff")
    bottom = _HEIGHT - _BOTTOM

    def right(x: float) -> float:
        return _LEFT + x / most * (_WIDTH - _LEFT - _RIGHT)

    def up(y: float) -> float:
        return bottom - y * (bottom - _TOP)

    for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        _line(svg, _LEFT, up(share), _WIDTH - _RIGHT, up(share), "#ddd")
        _text(svg, _LEFT - 8, up(share) + 4, f"{share:.1f}", "end")
    for tick in _list_ticks(most):
        _line(svg, right(tick), bottom, right(tick), bottom + 5, "#555")
        _text(svg, right(tick), bottom + 18, f"{tick:g}", "middle")
    _text(svg, (_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, x_name, "middle")
    for row, point in enumerate(points):
        x = right(point.x)
        _line(svg, x, _TOP, x, bottom, "#bbb", dashes="" if point.ys else "4 4")
        behind = point.x < most / 2
        _text(svg, x + (6 if behind else -6), bottom - 10 - 16 * row, point.name, "start" if behind else "end")
        for y, colour in zip(point.ys, _COLOURS, strict=False):
            circle = ElementTree.SubElement(svg, "circle", cx=f"{x:.1f}", cy=f"{up(y):.1f}", r="5", fill=colour)
            ElementTree.SubElement(circle, "title").text = f"{point.name}: {y:.3f} at {point.x:.1f}"
    for row, (name, colour) in enumerate(zip(series, _COLOURS, strict=False)):
        ElementTree.SubElement(svg, "circle", cx=str(_WIDTH - _RIGHT + 20), cy=str(_TOP + 20 * row), r="5", fill=colour)
        _text(svg, _WIDTH - _RIGHT + 30, _TOP + 20 * row + 4, name)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def _list_ticks(most: float) -> list[float]:
    """Round values up to `most`, four to nine of them."""
    step = next(size * 10.0**power for power in range(-3, 6) for size in (1, 2, 5) if most / (size * 10.0**power) < 9)
    return [n * step for n in range(int(most / step) + 1)]


def _line(svg: ElementTree.Element, x1: float, y1: float, x2: float, y2: float, colour: str, dashes: str = "") -> None:
    places = {name: f"{value:.1f}" for name, value in (("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2))}
    line = ElementTree.SubElement(svg, "line", {**places, "stroke": colour})
    if dashes:
        line.set("stroke-dasharray", dashes)


def _text(svg: ElementTree.Element, x: float, y: float, text: str, anchor: str = "start") -> None:
    places = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "fill": "#222"}
    ElementTree.SubElement(svg, "text", places).text = text
