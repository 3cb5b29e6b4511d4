"""What a corrections file may say, and what is told of a file that cannot hold."""

import pytest

from kg.corrections import AddResult, parse, read
from kg.model.errors import InputError

EVERY_TABLE = """
[[alias]]
name = "LoRA"
aliases = ["low-rank adapters"]
type = "method"
note = "one paper's word"
[[apart]]
names = ["CPT", "prompt tuning", "continual learning"]
[[type]]
name = "MedQA"
type = "benchmark"
[[retract]]
mention = "ours"
[[retract]]
paper = "p"
relation = "uses"
object = "LoRA"
[[retract]]
paper = "p"
result = "3.2"
metric = "FID"
[[retract]]
paper = "p"
comparison = "outperforms"
subject = "LoRA"
object = "SGD"
[[add]]
paper = "p"
relation = "uses"
object = "LoRA"
quote = "we use LoRA"
[[add]]
paper = "q"
result = "54.6\\\\%"
metric = "accuracy"
quote = "an accuracy of 54.6\\\\%"
[[add]]
paper = "q"
comparison = "comparesWith"
subject = "LoRA"
object = "SGD"
denied = true
quote = "LoRA is not on par with SGD"
"""


def test_every_table_is_read_with_its_line() -> None:
    read_ = parse(
        EVERY_TABLE.replace('object = "LoRA"\nquote', 'object = "LoRA2"\nquote').replace("use LoRA", "use LoRA2"),
        file="c",
    )
    assert [(e.place.table, e.place.number, e.place.line) for e in read_.entries] == [
        ("alias", 1, 2),
        ("apart", 1, 7),
        ("type", 1, 9),
        ("retract", 1, 12),
        ("retract", 2, 14),
        ("retract", 3, 18),
        ("retract", 4, 22),
        ("add", 1, 27),
        ("add", 2, 32),
        ("add", 3, 37),
    ]
    (added,), (retracted,) = read_.added_comparisons, read_.retracted_comparisons
    assert (added.relation, added.subject.text, added.object.text, added.denied) == (
        "comparesWith",
        "LoRA",
        "SGD",
        True,
    )
    assert (retracted.relation, retracted.subject.text, retracted.object.text) == ("outperforms", "LoRA", "SGD")
    (result,) = read_.added_results
    assert isinstance(result, AddResult)
    assert (result.value, result.unit, result.value_text, result.kind) == ("54.6", "%", "54.6\\%", "absolute")
    assert read_.aliases[0].because == "the corrections file says so: one paper's word"


@pytest.mark.parametrize(
    ("written", "value", "spread", "unit"),
    [
        ("54.6%", "54.6", None, "%"),
        ("91.2±0.3%", "91.2", "0.3", "%"),
        ("91.2% ± 0.3", "91.2", "0.3", "%"),
        ("91.2\\\\% \\\\pm 0.3\\\\%", "91.2", "0.3", "%"),
        ("2,000 +/- 1,050 points", "2000", "1050", "points"),
        ("+7.5 ±.5", "7.5", "0.5", ""),
        ("3.2 x 10^-4", "0.00032", None, ""),
        ("1.8e+03±2e2", "1800", "200", ""),
        ("12 500 tokens/s", "12500", None, "tokens/s"),
        ("\u22122.5 points", "-2.5", None, "points"),
    ],
)
def test_a_result_has_value_spread_and_unit(written: str, value: str, spread: str | None, unit: str) -> None:
    toml = f'[[add]]\npaper = "p"\nresult = "{written}"\nquote = "it gives {written} in all"\n'
    (result,) = parse(toml, file="c").added_results
    assert (result.value, result.spread, result.unit) == (value, spread, unit)
    assert result.value_text == written.replace("\\\\", "\\")


def test_a_file_without_entries_says_nothing() -> None:
    nothing = parse("# later\n", file="c")
    assert (nothing.entries, nothing.sha256) == ((), "")


def test_entries_written_inline_have_no_line() -> None:
    inline = parse('alias = [{name = "A1", aliases = ["B1"]}]', file="c.toml")
    assert inline.aliases[0].place.line == 0
    assert str(inline.aliases[0].place) == "c.toml, [[alias]] number 1"


ALIAS = '[[alias]]\nname = "LoRA"\naliases = ["adapters"]\n'
COMPARED = '[[add]]\npaper = "p"\ncomparison = "outperforms"\nsubject = "LoRA"\nobject = "SGD"\n'
ADD = '[[add]]\npaper = "p"\nrelation = "uses"\nobject = "LoRA"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[alias]\n", r"is not TOML: .*line 1.*correcting\.md"),
        ("[[alais]]\n", r"did you mean \[\[alias\]\]"),
        ("[alias]\n", r"begin each entry with \[\[alias\]\]"),
        ('\n[[alias]]\nname = "A"\nalises = ["B"]\n', r"line 2, \[\[alias\]\] number 1: .*missing.*alises"),
        ('[[alias]]\naliases = ["B"]\n', 'name is missing; add name = "..."'),
        ('[[alias]]\nname = 3\naliases = ["B"]\n', "name must be a text in quotes"),
        ('[[alias]]\nname = "A"\naliases = "B"\n', "aliases must be a list"),
        ('[[alias]]\nname = "A"\naliases = []\n', "at least 1 name"),
        ('[[alias]]\nname = "()"\naliases = ["B"]\n', "with letters or digits"),
        ('[[alias]]\nname = "A\\u0007"\naliases = ["B"]\n', "with letters or digits"),
        (ALIAS + 'colour = "red"\n', "colour is not known"),
        ('[[apart]]\nnames = ["A"]\n', "at least 2 names"),
        ('[[type]]\nname = "A"\ntype = "modle"\n', "did you mean model"),
        ('[[retract]]\npaper = "p"\n', "one of mention, relation"),
        ('[[retract]]\npaper = "p"\nmention = "A"\nresult = "1"\n', "one of mention, relation"),
        ('[[retract]]\npaper = "p"\nrelation = "use"\nobject = "A"\n', "did you mean uses"),
        (ADD, "quote is missing"),
        (ADD + 'quote = "we use LoRAX"\n', "does not hold 'LoRA' as a whole word"),
        (COMPARED.replace("outperforms", "outperform"), "did you mean outperforms"),
        (COMPARED + 'quote = "LoRA beats all"\n', "does not hold 'SGD'"),
        (COMPARED + 'quote = "LoRA beats SGD"\ndenied = "no"\n', "denied must be true or false, not 'no'"),
        (COMPARED.replace("[add]", "[retract]") + 'quote = "LoRA"\n', "the key quote is not known here"),
        ('[[add]]\npaper = "p"\nresult = "best"\nquote = "the best"\n', "must be a number"),
        ('[[add]]\npaper = "p"\nresult = "3.2"\nquote = "gets 13.2"\n', "does not hold '3.2'"),
        ('[[add]]\npaper = "p"\nresult = "3.2"\nkind = "big"\nquote = "gets 3.2"\n', "absolute, delta, ratio"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_and_a_remedy(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        parse(text, file="c.toml")
    assert str(error.value).startswith("c.toml")


def test_a_file_that_cannot_be_read_is_told(tmp_path) -> None:
    with pytest.raises(InputError, match=r"no\.toml cannot be read"):
        read(tmp_path / "no.toml")
    (tmp_path / "latin.toml").write_bytes(b'[[type]]\nname = "Fr\xe9chet"\n')
    with pytest.raises(InputError, match="is not UTF-8"):
        read(tmp_path / "latin.toml")
    (tmp_path / "bom.toml").write_bytes(b"\xef\xbb\xbf" + ALIAS.encode())
    assert len(read(tmp_path / "bom.toml").entries) == 1
