"""Words, shapes and colours of nodes in the scripts and the style of the map page."""

from importlib import resources
from typing import get_args

from kg.model.types import Shape
from kg.pictures.pages.node_looks import OUTLINES, insert_node_looks


def test_every_shape_has_an_outline():
    assert set(OUTLINES) == set(get_args(Shape))


def test_marks_become_what_the_table_says_and_the_rest_stays():
    script = insert_node_looks("const NAMES = $NODE_WORDS; // `${x}`")
    assert script.startswith('const NAMES = { METHOD: "method", MODEL: "model", ')
    assert script.endswith(' PAPER: "paper" }; // `${x}`')
    assert '  METHOD: ["circle", { cx: 7, cy: 7, r: 5.5 }],\n' in insert_node_looks("$NODE_OUTLINES")
    assert insert_node_looks("/* $NODE_COLOURS on dark */").startswith("--METHOD: #56b4e9; --MODEL:")


def test_no_mark_is_left_in_the_page():
    for path in (resources.files("kg.pictures") / "web" / "map").iterdir():
        if path.name.endswith((".js", ".css")):
            assert "$NODE" not in insert_node_looks(path.read_text(encoding="utf-8"))
