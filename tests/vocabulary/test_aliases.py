"""Well-known entities and their names."""

from importlib import resources

import pytest

from kg.model.types import LABELS, Label
from kg.text.normalise import normalise
from kg.vocabulary.aliases import load_aliases


def test_no_alias_belongs_to_two_entities() -> None:
    owner: dict[str, str] = {}
    text = resources.files("kg.vocabulary").joinpath("aliases.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        label, name, aliases, _ = line.split("\t")
        assert label in LABELS
        for key in {normalise(spelling) for spelling in (name, *aliases.split("; ")) if spelling}:
            assert owner.setdefault(key, name) == name


@pytest.mark.parametrize(
    ("spelling", "name", "label", "long"),
    [
        ("FID", "FID", "METRIC", "Fréchet Inception Distance"),
        ("Frechet inception distance", "FID", "METRIC", "Fréchet Inception Distance"),  # an alias, without the accent
        ("FID scores", "FID", "METRIC", "Fréchet Inception Distance"),  # a plural
        ("F1 measure", "F1 score", "METRIC", "F1 score"),  # the name is no short form: it is its own long form
    ],
)
def test_every_name_finds_its_entity(spelling: str, name: str, label: Label, long: str) -> None:
    known = load_aliases()[normalise(spelling)]
    assert (known.name, known.key, known.label, known.long) == (name, normalise(name), label, long)


@pytest.mark.parametrize("spelling", ["", "rFID", "distance", "score"])
def test_what_is_no_name_finds_nothing(spelling: str) -> None:
    assert normalise(spelling) not in load_aliases()
