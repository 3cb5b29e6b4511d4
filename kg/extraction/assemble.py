"""From a raw text to all that it says: THE FLOW of one paper.

raw -> display text -> spaCy (tokens, sentences, encoder) -> mentions -> Document -> rules -> raw offsets
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extraction import results
from kg.extraction.coreference import abbreviation_pairs, abbreviations
from kg.extraction.document import Document
from kg.extraction.dropped import Ledger
from kg.extraction.mentions import code_links, macros, metric_names, offsets, propagation, spans
from kg.extraction.relations import dataset_roles, proposals, relations
from kg.model.records import Extraction
from kg.text.display import Display, display

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.extraction.coreference.abbreviations import Pair
    from kg.extraction.mentions.recognise import Recogniser

MODEL = Path(__file__).with_name("model")
LEAST = 0.36  # about half of a good F1: a mention with a lower score costs more than it gains


class Extractor:
    """Reads papers with one trained pipeline. What a text yields depends on that text alone."""

    def __init__(self, nlp: Language, recogniser: Recogniser) -> None:
        self._nlp = nlp
        self._recogniser = recogniser

    def extract(self, texts: Iterable[str], *, batch_size: int = 16) -> Iterator[Extraction]:
        """One extraction a raw text (title, two line feeds, abstract), in the order of the texts; lazy."""
        for shown, document, pairs, ledger in self._read(texts, batch_size):
            reported = sorted(results.find(document, ledger), key=lambda result: result.start)
            proposed = tuple(proposals.find(document, ledger))
            own = {claim.mention for claim in proposed}
            claims = (*proposed, *dataset_roles.find(document), *relations.find(document, reported, proposed=own))
            defined = abbreviation_pairs.definitions(document.mentions, pairs)
            code = tuple(code_links.find(shown.raw))
            dropped = ledger.standing(document.mentions)
            yield offsets.to_raw(shown, Extraction(document.mentions, defined, claims, tuple(reported), code, dropped))

    def documents(self, texts: Iterable[str], *, batch_size: int = 16) -> Iterator[Document]:
        """What the rules see of each raw text: its display text with all mentions."""
        return (document for _, document, _, _ in self._read(texts, batch_size))

    def _read(self, texts: Iterable[str], batch_size: int) -> Iterator[tuple[Display, Document, list[Pair], Ledger]]:
        shown = ((one.text, one) for one in map(display, texts))
        for doc, text in self._nlp.pipe(shown, as_tuples=True, batch_size=batch_size):
            yield text, *self._document(text, doc)

    def _document(self, shown: Display, doc: Doc) -> tuple[Document, list[Pair], Ledger]:
        text = shown.text
        sentences = tuple((one.start_char, one.start_char + len(one.text.rstrip())) for one in doc.sents)
        pairs = list(abbreviations.find(text, sentences))
        ledger = Ledger()
        found = self._recogniser.mentions(doc)
        likely = [one for one in found if one.score >= LEAST]
        ledger.compare(found, likely, f"its score is below {LEAST}")
        named = spans.whole(text, likely)
        ledger.compare(likely, named, "it names nothing by itself")
        spread = propagation.spread(text, abbreviation_pairs.complete(text, named, pairs))
        measured = spans.measures(text, spread)
        ledger.compare(spread, measured, "it is a setting or describes something else, not a measure")
        seen = metric_names.whole(text, metric_names.complete(text, measured))
        ledger.compare(measured, seen, "it is part of a metric's name")
        real = list(macros.without_stand_ins(seen))
        ledger.compare(seen, real, "it is a macro that stands for a name which the text does not give")
        mentions = offsets.placeable(shown, real)
        document = results.quantities.complete(Document(text, sentences, mentions, self._recogniser.reading(doc)))
        placed = offsets.placeable(shown, document.mentions)
        ledger.compare(real, placed, "markup leaves it no text of its own")
        return replace(document, mentions=placed), pairs, ledger


def load(model: Path | None = None) -> Extractor:
    """An extractor with the shipped pipeline, or with the one in the folder `model`.

    Raises `InputError` where the folder holds no such pipeline. spaCy is imported here, not with this module: it takes
    seconds, and most commands need none of it.
    """
    from kg.extraction.mentions.recognise import Recogniser, read_pipeline

    nlp, calibration = read_pipeline(model or MODEL)
    return Extractor(nlp, Recogniser(nlp, calibration))
