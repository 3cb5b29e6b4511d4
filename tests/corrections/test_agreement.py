"""Entries of one file that contradict each other, and entries that agree."""

import pytest

from kg.corrections import Corrections, parse
from kg.corrections.agreement import check_agreement, list_typed_names, map_canonical_names
from kg.model.errors import InputError

ALIAS = '[[alias]]\nname = "LoRA"\naliases = ["adapters"]\n'
COMPARED = '[[{}]]\npaper = "p"\ncomparison = "outperforms"\nsubject = "LoRA"\nobject = "{}"\n'
ADD = '[[add]]\npaper = "p"\nrelation = "uses"\nobject = "LoRA"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ALIAS + '[[apart]]\nnames = ["Adapter", "lora"]\n', r"line 4, .*contradicts \[\[alias\]\] number 1 in line 1"),
        (ALIAS + '[[alias]]\nname = "LORA"\naliases = ["C"]\n', "writes 'LORA' what that one writes 'LoRA'"),
        (ALIAS + '[[alias]]\nname = "CC"\naliases = ["adapter"]\n', "calls 'adapter' 'CC'"),
        (ALIAS + '[[alias]]\nname = "adapters"\naliases = ["C"]\n', "as an alias what that one has as a name"),
        ('[[apart]]\nnames = ["CLIP", "clip"]\n', "spellings of one name"),
        ('[[type]]\nname="A1"\ntype="task"\n[[type]]\nname="a1"\ntype="model"\n', "says that a1 is a model"),
        (ALIAS + 'type = "model"\n[[type]]\nname = "adapters"\ntype = "task"\n', "contradicts"),
        (ALIAS + '[[retract]]\nmention = "adapter"\n', "which that one says names nothing"),
        (ADD + 'quote = "LoRA"\n[[retract]]\nmention = "LoRA"\npaper = "p"\n', "which that one says names nothing"),
        (ADD + 'quote = "LoRA"\n[[retract]]\npaper = "p"\nrelation="uses"\nobject="lora"\n', "adds what that"),
        (
            COMPARED.format("add", "SGD") + 'quote = "LoRA beats SGD"\n' + COMPARED.format("retract", "sgd"),
            r"adds what that one retracts \(LoRA outperforms SGD\)",
        ),
        (
            COMPARED.format("add", "SGD") + 'quote = "LoRA beats SGD"\n[[retract]]\nmention = "SGD"\n',
            "which that one says names nothing",
        ),
    ],
)  # fmt: skip
def test_entries_that_cannot_all_hold_are_refused_whatever_their_order(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(text, file="c.toml")
    first, *rest = text.split("[[")[1:]
    with pytest.raises(InputError):
        parse("[[" + "[[".join([*rest, first]), file="c.toml")


@pytest.mark.parametrize(
    "text",
    [
        ALIAS + ALIAS,  # said twice
        ALIAS + '[[alias]]\nname = "LoRA"\naliases = ["C"]\n',
        ALIAS + '[[apart]]\nnames = ["adapters", "C"]\n',
        ADD + 'quote = "LoRA"\n[[retract]]\nmention = "LoRA"\npaper = "q"\n',  # another paper
        ADD + 'quote = "LoRA"\n[[retract]]\npaper = "p"\nrelation = "proposes"\nobject = "LoRA"\n',
        COMPARED.format("add", "SGD") + 'quote = "LoRA beats SGD"\n' + COMPARED.format("retract", "Adam"),
    ],
)
def test_entries_that_agree_are_taken(text: str) -> None:
    assert len(parse(text, file="c").entries) == text.count("[[")


def test_every_name_of_an_alias_has_the_name_of_its_entity() -> None:
    aliases = parse(ALIAS + '[[alias]]\nname = "LoRA"\naliases = ["CC"]\n', file="c").aliases
    assert {key: name.text for key, name in map_canonical_names(aliases).items()} == dict.fromkeys(
        ("lora", "adapter", "cc"), "LoRA"
    )


def test_types_are_given_by_two_tables() -> None:
    toml = ALIAS + 'type = "method"\n[[type]]\nname = "Zorg"\ntype = "task"\n[[alias]]\nname = "Q"\naliases = ["R"]\n'
    typed = [(name.text, word, entry.place.table) for name, word, entry in list_typed_names(parse(toml, file="c"))]
    assert typed == [("Zorg", "task", "type"), ("LoRA", "method", "alias")]


def test_nothing_contradicts_nothing() -> None:
    check_agreement(Corrections())
