"""What exports are made from: one analysis, of which the knowledge is the one that was given."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from kg.analyse.analysis import Analysis
from kg.export.content import Content
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.namespaces import ID_BASE


def test_the_knowledge_is_that_of_the_analysis(knowledge: Knowledge, run: RunInfo) -> None:
    assert Content(Analysis(knowledge), run).knowledge is knowledge


def test_things_are_named_below_our_base_with_evidence_unless_it_is_said_otherwise(
    knowledge: Knowledge, run: RunInfo
) -> None:
    content = Content(Analysis(knowledge), run)
    assert (content.base, content.evidence) == (ID_BASE, True)


def test_no_writer_can_change_what_the_next_one_writes(knowledge: Knowledge, run: RunInfo) -> None:
    with pytest.raises(FrozenInstanceError):
        Content(Analysis(knowledge), run).base = "x"  # type: ignore[misc]
