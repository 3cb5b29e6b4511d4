"""The shipped claim reader: what it takes and gives."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extraction.document import Document
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.claim_reader.claim_network import NumberScores, load_shipped
from kg.extraction.results.claim_reader.columns import COLUMNS, ROLE_LABELS, SPAN_TAGS
from kg.extraction.results.claim_reader.reader_inputs import make_inputs
from kg.model.results import ROLES
from tests.fixtures.documents import add_encoder_output, document


def score(paper: Document) -> NumberScores:
    """The scores of a paper's numbers."""
    paper = add_encoder_output(paper)
    output = paper.encoder_output
    assert output is not None
    inputs = make_inputs(paper, list(find_candidates(paper)), output.starts, output.ends)
    return load_shipped().score(inputs, output.logits[inputs.words])


PAPER = document(
    "We propose [METHOD Tuno]. It has an [METRIC accuracy] of 67.2% on [DATASET Aboo], 4.5 points above [MODEL BERT].",
    title="Tuno",
)


def test_scores_are_probabilities_of_the_shapes_that_are_promised() -> None:
    scores = score(PAPER)
    assert set(scores.decisions) == set(COLUMNS)
    assert scores.pointers.shape == (2, len(ROLES), 5)
    assert scores.agreement.shape == (2, 2, len(ROLES))
    for rows in (*scores.decisions.values(), scores.pointers, scores.conditions):
        assert np.exp(rows).sum(axis=-1) == pytest.approx(1.0)
    assert scores.conditions.shape[-1] == len(SPAN_TAGS)


def test_a_mention_fills_only_roles_that_its_label_can() -> None:
    scores = score(PAPER)
    for role, rows in zip(ROLES, np.exp(scores.pointers).transpose(1, 0, 2), strict=True):
        for mention, column in zip(PAPER.mentions, rows.T[1:], strict=True):
            assert (column.max() > 1e-9) == (mention.label in ROLE_LABELS[role]), (role, mention.text)


def test_without_mentions_nothing_fills_a_role() -> None:
    scores = score(document("It has an accuracy of 67.2%.", title="Tuno"))
    assert scores.pointers.shape == (1, len(ROLES), 1)
    assert np.exp(scores.pointers) == pytest.approx(1.0)
