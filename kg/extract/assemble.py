"""From a raw text to all that it says: THE FLOW of one paper.

raw -> display text -> spaCy (tokens, sentences, encoder) -> mentions -> Document -> rules -> raw offsets
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extract import (
    abbreviations,
    links,
    macros,
    metrics,
    offsets,
    partners,
    proposals,
    relations,
    repeats,
    results,
    roles,
    spans,
)
from kg.extract.document import Document
from kg.records import Extraction
from kg.text import Display, display

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.extract.abbreviations import Pair
    from kg.extract.recognise import Recogniser

MODEL = Path(__file__).with_name("model")


class Extractor:
    """Reads papers with one trained pipeline. What a text yields depends on that text alone."""

    def __init__(self, nlp: Language, recogniser: Recogniser) -> None:
        self._nlp = nlp
        self._recogniser = recogniser

    def extract(self, texts: Iterable[str], *, batch_size: int = 16) -> Iterator[Extraction]:
        """One extraction a raw text (title, two line feeds, abstract), in the order of the texts; lazy."""
        for shown, document, pairs in self._read(texts, batch_size):
            reported = sorted(results.find(document), key=lambda result: result.start)
            proposed = tuple(proposals.find(document))
            own = {claim.mention for claim in proposed}
            claims = (*proposed, *roles.find(document), *relations.find(document, reported, proposed=own))
            defined = partners.definitions(document.mentions, pairs)
            code = tuple(links.find(shown.raw))
            yield offsets.to_raw(shown, Extraction(document.mentions, defined, claims, tuple(reported), code))

    def documents(self, texts: Iterable[str], *, batch_size: int = 16) -> Iterator[Document]:
        """What the rules see of each raw text: its display text with all mentions."""
        return (document for _, document, _ in self._read(texts, batch_size))

    def _read(self, texts: Iterable[str], batch_size: int) -> Iterator[tuple[Display, Document, list[Pair]]]:
        shown = ((one.text, one) for one in map(display, texts))
        for doc, text in self._nlp.pipe(shown, as_tuples=True, batch_size=batch_size):
            yield text, *self._document(text, doc)

    def _document(self, shown: Display, doc: Doc) -> tuple[Document, list[Pair]]:
        text = shown.text
        sentences = tuple((one.start_char, one.start_char + len(one.text.rstrip())) for one in doc.sents)
        pairs = list(abbreviations.find(text, sentences))
        seen = partners.complete(text, spans.whole(text, self._recogniser.mentions(doc)), pairs)
        seen = metrics.complete(text, spans.measures(text, repeats.spread(text, seen)))
        mentions = offsets.placeable(shown, macros.without_stand_ins(seen))
        document = results.measures.complete(Document(text, sentences, mentions, self._recogniser.reading(doc)))
        return replace(document, mentions=offsets.placeable(shown, document.mentions)), pairs


def load(model: Path | None = None) -> Extractor:
    """An extractor with the shipped pipeline, or with the one in the folder `model`.

    Raises `InputError` where the folder holds no such pipeline. spaCy is imported here, not with this module: it takes
    seconds, and most commands need none of it.
    """
    from kg.extract.recognise import Recogniser, read_pipeline

    nlp, calibration = read_pipeline(model or MODEL)
    return Extractor(nlp, Recogniser(nlp, calibration))
