"""Extraction of one paper, step by step: from its raw text to an `Extraction`.

raw text -> display text -> spaCy (tokens, sentences, encoder) -> mentions -> Document -> rules -> raw offsets
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.extraction import field, results
from kg.extraction.coreference.abbreviations import AbbreviationPair, add_missing_forms, find_pairs, refer_pairs
from kg.extraction.discourse.list_labels import apply_list_labels
from kg.extraction.document import Document
from kg.extraction.dropped import DroppedItems
from kg.extraction.mentions import metric_names, propagation, span_repair
from kg.extraction.mentions.code_links import find_code_links
from kg.extraction.mentions.no_datasets import drop_other_things
from kg.extraction.raw_offsets import keep_placeable, to_raw
from kg.extraction.relations import compared_pairs, dataset_roles, proposals
from kg.extraction.relations.claim_scores import score_claims
from kg.extraction.relations.find_relations import find_relations
from kg.model.records import Extraction, is_off_field
from kg.text.display import Display, display

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.extraction.mentions.recognise import Recogniser

Out = TypeVar("Out")

MODEL = Path(__file__).with_name("model")
MIN_SCORE = 0.36  # about half of a good F1: a mention with a lower score costs more than it gains
_UNPLACED = "markup leaves it no text of its own"


class Extractor:
    """Extracts from papers with one trained pipeline. The extraction of a text depends on that text alone."""

    def __init__(self, nlp: Language, recogniser: Recogniser) -> None:
        self._nlp = nlp
        self._recogniser = recogniser

    def extract(self, texts: Iterable[str], *, batch_size: int = 16, scored: bool = True) -> Iterator[Extraction]:
        """One extraction for each raw text (title, two line feeds, abstract), in the order of the texts; lazy.

        Without `scored`, claims keep the scores of the rules or models that found them.
        """
        return self._map(_extract_scored if scored else _extract, texts, batch_size)

    def read_documents(self, texts: Iterable[str], *, batch_size: int = 16) -> Iterator[Document]:
        """The document that the rules read for each raw text, in the order of the texts; lazy."""
        return self._map(attrgetter("document"), texts, batch_size)

    def _map(self, function: Callable[[_ReadText], Out], texts: Iterable[str], batch_size: int) -> Iterator[Out]:
        """What a function yields of each text, batch by batch.

        spaCy keeps every new word of what it reads; in a memory zone it forgets them at its end, and the documents
        that hold them with it. So a batch is done before anything of it is handed out.
        """
        rest = iter(texts)
        while batch := list(islice(rest, batch_size)):
            with self._nlp.memory_zone():
                done = [function(read) for read in self._read(batch)]
            yield from done

    def _read(self, texts: Sequence[str]) -> Iterator[_ReadText]:
        displayed = ((display_text.text, display_text) for display_text in map(display, texts))
        for doc, display_text in self._nlp.pipe(displayed, as_tuples=True, batch_size=len(texts)):
            yield self._find_mentions(display_text, doc)

    def _find_mentions(self, displayed: Display, doc: Doc) -> _ReadText:
        """The mentions of one text: the recogniser's, corrected and completed step by step."""
        text = displayed.text
        sentences = self._recogniser.read_sentences(doc)
        pairs = find_pairs(text, sentences)
        dropped = DroppedItems()
        field_score = field.score_field(text)
        off_field = is_off_field(field_score)
        recognised = self._recogniser.find_mentions(doc)
        likely = [mention for mention in recognised if mention.score >= MIN_SCORE]
        dropped.add_missing(recognised, likely, f"its score is below {MIN_SCORE}")
        likely = field.keep_surest(likely, dropped) if off_field else likely
        mended = span_repair.mend_spans(text, likely)
        dropped.add_missing(likely, mended, "it names nothing by itself")
        names = drop_other_things(text, apply_list_labels(text, mended))
        dropped.add_missing(mended, names, "it names a language, a machine or a site, not a dataset")
        repeated = propagation.propagate(text, add_missing_forms(text, names, pairs))
        measures = span_repair.drop_settings(text, repeated)
        dropped.add_missing(repeated, measures, "it is a setting or describes something else, not a measure")
        with_metrics = metric_names.extend_costs(text, metric_names.add_standard_metrics(text, measures))
        dropped.add_missing(measures, with_metrics, "it is part of a metric's name")
        without_macros = span_repair.drop_macros(with_metrics)
        reason = "it is a macro that stands for a name which the text does not give"
        dropped.add_missing(with_metrics, without_macros, reason)
        mentions = keep_placeable(displayed, without_macros)
        document = Document(text, sentences, mentions, self._recogniser.read_encoder_output(doc))
        dropped.add_missing(without_macros, mentions, _UNPLACED)
        document = field.keep_surest_of(document, dropped) if off_field else document
        return _ReadText(displayed, document, pairs, dropped, field_score)


@dataclass(frozen=True, slots=True)
class _ReadText:
    """A text with its mentions, before the rules find relations between them."""

    displayed: Display
    document: Document
    pairs: tuple[AbbreviationPair, ...]
    dropped: DroppedItems
    field_score: float


def _extract(read: _ReadText) -> Extraction:
    """The extraction of a text that was read, in offsets of its raw text."""
    return to_raw(read.displayed, _apply_rules(read))


def _extract_scored(read: _ReadText) -> Extraction:
    """The same with calibrated scores of claims."""
    return to_raw(read.displayed, score_claims(_apply_rules(read)))


def _apply_rules(read: _ReadText) -> Extraction:
    """What the rules find in a text, in offsets of its display text."""
    document = read.document
    reading = results.read_numbers(document)
    reported = sorted(results.find_results(document, reading, read.dropped), key=lambda result: result.start)
    reported = field.keep_named(reported) if is_off_field(read.field_score) else reported
    proposed = tuple(proposals.find_proposals(document, read.dropped))
    own = {claim.mention for claim in proposed}
    claims = (
        *proposed,
        *dataset_roles.find_dataset_roles(document),
        *find_relations(document, reported, proposed=own),
    )
    return Extraction(
        mentions=document.mentions,
        abbreviations=refer_pairs(document.mentions, read.pairs),
        claims=claims,
        results=tuple(reported),
        comparisons=tuple(compared_pairs.find_compared(document, own)),
        code=tuple(find_code_links(read.displayed.raw)),
        dropped=read.dropped.list_without(document.mentions),
        field_score=read.field_score,
    )


def load(model: Path | None = None) -> Extractor:
    """An extractor with the shipped pipeline, or with the one in the folder `model`.

    spaCy is imported here, not with this module: it takes seconds, and most commands need none of it.

    Raises:
        InputError: the folder holds no such pipeline.
    """
    from kg.extraction.mentions.recognise import Recogniser, read_pipeline

    nlp, calibration = read_pipeline(model or MODEL)
    return Extractor(nlp, Recogniser(nlp, calibration))
