"""The records of entries."""

from kg.corrections import Corrections, Place, Typed, parse
from kg.text.normalise import surface_form

EVERY = """
[[alias]]
name = "A1"
aliases = ["B1"]
[[apart]]
names = ["A1", "C1"]
[[type]]
name = "A1"
type = "model"
note = "seen"
[[retract]]
mention = "D1"
[[retract]]
paper = "p"
relation = "uses"
object = "E1"
[[retract]]
paper = "p"
result = "3.2"
[[add]]
paper = "p"
relation = "uses"
object = "F1"
quote = "F1"
[[add]]
paper = "p"
result = "5"
quote = "5 of G1 on H1"
dataset = "H1"
metric = "G1"
"""


def test_all_entries_are_listed_table_by_table() -> None:
    tables = [entry.place.table for entry in parse(EVERY, file="c").entries]
    assert tables == ["alias", "apart", "type", "retract", "retract", "retract", "add", "add"]


def test_the_hash_is_empty_where_nothing_is_corrected() -> None:
    assert Corrections(text="# nothing\n").sha256 == ""
    assert len(parse(EVERY, file="c").sha256) == 64


def test_the_reason_has_the_note() -> None:
    (typed,) = parse(EVERY, file="c").types
    assert typed.because == "the corrections file says so: seen"
    plain = Typed(Place("c", "type", 1, 0), "", surface_form("A1"), "model")
    assert plain.because == "the corrections file says so"


def test_the_participants_of_a_result_are_listed_by_role() -> None:
    (added,) = parse(EVERY, file="c").added_results
    assert [(role, name.text) for role, name in added.participants] == [("metric", "G1"), ("dataset", "H1")]


def test_a_place_says_its_line_where_it_is_known() -> None:
    assert str(Place("c", "add", 2, 9)) == "c, line 9, [[add]] number 2"
    assert str(Place("c", "add", 2, 0)) == "c, [[add]] number 2"
