"""Texts and extractions come back from bytes as they were."""

from __future__ import annotations

import pytest

from kg.model.records import Extraction, Mention
from kg.store.packed import pack_extractions, pack_texts, unpack_extractions, unpack_texts


@pytest.mark.parametrize("texts", [[], [""], ["a\n\nb", "é\u2028\x85 \ud83d", "\x00\r\n"]])
def test_texts_come_back(texts: list[str]) -> None:
    assert unpack_texts(pack_texts(texts)) == texts


def test_extractions_come_back_and_the_empty_one_too() -> None:
    mention = Mention(0, 8, "METHOD", "Net\u2028\x85 é", 0.123456789012345, "ner")
    found = [Extraction(), Extraction(mentions=(mention,))]
    assert unpack_extractions(pack_extractions(found)) == found
    assert unpack_extractions(pack_extractions([])) == []
