"""A concept map as one self-contained page.

pyvis holds the nodes, links and options, and brings the vis-network bundle (MIT or Apache-2.0); its own template is
not used, as it loads from a network and takes titles for markup. Data is embedded as JSON that cannot close its
element, the page's scripts show it with `textContent` alone, and the Content-Security-Policy lets only these scripts
run, by hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.model.derived import ConceptMap, MapNode
from kg.model.knowledge import Knowledge, PaperFacts
from kg.model.types import NODE_KINDS, NodeType, Shape
from kg.pictures.pages.map_payload import build_map_payload
from kg.pictures.pages.node_looks import insert_node_looks
from kg.pictures.pages.shared import build_policy, drop_surrogates, to_json_block
from kg.system.files import replacing

__all__ = ["render", "write"]

_SHAPES: dict[NodeType, Shape] = {kind.name: kind.look.shape for kind in NODE_KINDS}
_SMALLEST, _LARGEST = 3.5, 8.5  # radius in pixels at first zoom
_PAPER_SIZE = 5.0
_THINNEST, _THICKEST = 0.6, 3.2  # lines, in pixels
_SCRIPTS = (  # in this order, each using only those before it until `main.js` starts the page
    "data.js",
    "dom.js",
    "relate.js",
    "find.js",
    "state.js",
    "history.js",
    "filter.js",
    "arrange.js",
    "compose.js",
    "reach.js",
    "theme.js",
    "picture.js",
    "names.js",
    "labels.js",
    "keys.js",
    "combobox.js",
    "table.js",
    "results.js",
    "questions.js",
    "panel.js",
    "pairs.js",
    "filters.js",
    "inventory.js",
    "save.js",
    "pointer.js",
    "main.js",
)
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "keyboard": {"enabled": False},  # the element that is announced takes the keys: `keys.js`
        "multiselect": False,
        "hideEdgesOnDrag": False,
    },
    "nodes": {"borderWidth": 1, "borderWidthSelected": 2, "labelHighlightBold": False},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 0.5},
}


def write(view: ConceptMap, knowledge: Knowledge, path: Path, *, doubtful: Iterable[PaperFacts] = ()) -> None:
    """Write the page of a concept map; its panel and its search show the rest of the knowledge.

    Results in `doubtful` are listed apart.
    """
    with replacing(path) as file:
        file.write(render(view, knowledge, doubtful=doubtful))


def render(view: ConceptMap, knowledge: Knowledge, *, doubtful: Iterable[PaperFacts] = ()) -> str:
    """The page as text."""
    return render_payload(view, build_map_payload(view, knowledge, doubtful))


def render_payload(view: ConceptMap, payload: dict[str, Any]) -> str:
    """The page as text, with its data (`kg.pictures.pages.map_payload`)."""
    library = _read_library()
    scripts = "\n".join(_read_asset(name) for name in _SCRIPTS)
    style = _read_asset("page.css")
    environment = Environment(
        loader=PackageLoader("kg.pictures", "web/map"), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template("page.html.j2").render(
        title=view.title,
        caption=view.caption,
        policy=build_policy([library, scripts], style),
        library=Markup(library),
        scripts=Markup(scripts),
        style=Markup(style),
        picture=Markup(to_json_block(_build_picture(view))),
        data=Markup(to_json_block(payload)),
    )
    return drop_surrogates(page)


def _build_picture(view: ConceptMap) -> dict[str, Any]:
    """The picture in pyvis's form. Its lists are filled directly, since `add_node` is slow; our scripts draw names."""
    network = Network()
    network.nodes = [
        {
            "id": node.id,
            "x": node.x,
            "y": node.y,
            "size": _choose_size(node),
            "shape": _SHAPES[node.type],
            "kind": node.type,
            "name": node.name,
            "weight": node.weight,
            "community": node.community,
        }
        for node in view.nodes
    ]
    network.edges = [
        {
            "id": number,
            "from": link.source,
            "to": link.target,
            "width": round(_THINNEST + (_THICKEST - _THINNEST) * link.weight, 2),
            "weight": link.weight,
            "kind": link.type,
        }
        for number, link in enumerate(view.links)
    ]
    network.set_options(json.dumps(_OPTIONS))
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options), "shapes": _SHAPES}


def _choose_size(node: MapNode) -> float:
    if node.type == "PAPER":
        return _PAPER_SIZE
    return float(round(_SMALLEST + (_LARGEST - _SMALLEST) * node.weight, 1))


def _read_library() -> str:
    """The vis-network bundle, without the comment that sends developer tools to look for a source map."""
    text = (resources.files("pyvis") / _VIS).read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", text)


def _read_asset(name: str) -> str:
    return insert_node_looks((resources.files("kg.pictures") / "web" / "map" / name).read_text(encoding="utf-8"))
