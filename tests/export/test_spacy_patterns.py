"""Patterns for spaCy: what a ruler finds with them, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy

from kg.export import spacy_patterns
from kg.export.content import Content
from kg.model.knowledge import Entity, EntityId, Knowledge
from kg.rdf.description import RunInfo

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


@pytest.fixture(scope="module")
def ruler(
    knowledge: Knowledge, content: MakeContent, tmp_path_factory: pytest.TempPathFactory
) -> spacy.language.Language:
    path = tmp_path_factory.mktemp("spacy") / "patterns.jsonl"
    spacy_patterns.write(content(knowledge, RUN), path)
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, spacy.pipeline.EntityRuler)
    ruler.from_disk(path)
    return nlp


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We use CFG.", [("CFG", "METHOD", "method/classifier-free-guidance")]),
        (
            "Classifier-Free Guidance helps.",
            [("Classifier-Free Guidance", "METHOD", "method/classifier-free-guidance")],
        ),
        (
            "On ImageNet 256x256, FID drops.",
            [
                ("ImageNet 256x256", "DATASET", "dataset/imagenet-256x256"),
                ("FID", "METRIC", "metric/fid"),
            ],
        ),
        ("LLaMA-7B and LLaMA", [("LLaMA-7B", "MODEL", "model/llama-7b"), ("LLaMA", "MODEL", "model/llama")]),
        ("CPT", [("CPT", "METHOD", "method/cpt~continual-pre-training")]),
        ("a llama, to sit, cfg, fid", []),
    ],
)
def test_the_entity_ruler_finds_names_and_aliases(
    ruler: spacy.language.Language, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert [(span.text, span.label_, span.ent_id_) for span in ruler(text).ents] == found


def test_a_spelling_of_two_entities_goes_to_the_one_it_names_most() -> None:
    shared = [
        Entity(EntityId("method/a"), "METHOD", "Alpha", (("ABC", 1),), (), 9, 9),
        Entity(EntityId("method/b"), "METHOD", "Beta", (("ABC", 5),), (), 1, 5),
    ]
    rows = [row for row in spacy_patterns.make_rows(shared) if row["pattern"] == [{"ORTH": "ABC"}]]
    assert rows == [{"label": "METHOD", "pattern": [{"ORTH": "ABC"}], "id": "method/b"}]
