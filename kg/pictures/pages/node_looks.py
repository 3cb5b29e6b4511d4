"""The words, shapes and colours of nodes as the map page's scripts and style hold them, from `kg.model.types`.

The sources in `web/map` have marks (`$NODE_WORDS`) in their place, so that there is one table of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from kg.model.types import NODE_KINDS, Shape

OUTLINES: Mapping[Shape, tuple[str, Mapping[str, float | str]]] = {
    "dot": ("circle", {"cx": 7, "cy": 7, "r": 5.5}),
    "square": ("rect", {"x": 2, "y": 2, "width": 10, "height": 10}),
    "diamond": ("polygon", {"points": "7,0.5 13.5,7 7,13.5 0.5,7"}),
    "triangle": ("polygon", {"points": "7,1 13.5,12.5 0.5,12.5"}),
    "hexagon": ("polygon", {"points": "3.7,1.3 10.3,1.3 13.6,7 10.3,12.7 3.7,12.7 0.4,7"}),
    "star": ("polygon", {"points": "7,0.6 8.6,5.2 13.5,5.3 9.6,8.2 11,12.9 7,10.1 3,12.9 4.4,8.2 0.5,5.3 5.4,5.2"}),
    "triangleDown": ("polygon", {"points": "0.5,1.5 13.5,1.5 7,13"}),
}
"""Each shape of vis-network as an element of SVG in a box of 14 by 14."""


def insert_node_looks(source: str) -> str:
    """A script or style sheet with every mark replaced by its words, shapes or colours."""
    outlines = "".join(f"  {kind.name}: {_write_outline(kind.look.shape)},\n" for kind in NODE_KINDS)
    marks = {
        "$NODE_WORDS": _write_object({kind.name: json.dumps(kind.word) for kind in NODE_KINDS}),
        "$NODE_PLURALS": _write_object({kind.name: json.dumps(kind.plural) for kind in NODE_KINDS}),
        "$NODE_OUTLINES": f"{{\n{outlines}}}",
        "/* $NODE_COLOURS on light */": " ".join(f"--{kind.name}: {kind.look.light};" for kind in NODE_KINDS),
        "/* $NODE_COLOURS on dark */": " ".join(f"--{kind.name}: {kind.look.dark};" for kind in NODE_KINDS),
    }
    for mark, text in marks.items():
        source = source.replace(mark, text)
    return source


def _write_outline(shape: Shape) -> str:
    element, attributes = OUTLINES[shape]
    values = _write_object({name: json.dumps(value) for name, value in attributes.items()})
    return f"[{json.dumps(element)}, {values}]"


def _write_object(members: Mapping[str, str]) -> str:
    """An object literal of JavaScript; the values are expressions."""
    return "{ " + ", ".join(f"{name}: {value}" for name, value in members.items()) + " }"
