"""The annotated papers that `kg.evaluation` reads, as the documents that rules and models are given."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg.evaluation import AnnotatedComparison, AnnotatedResult, Annotation, read_gold, spelling_key, to_display_text
from kg.evaluation.judged_statements import JudgedStatement
from kg.extraction import Extractor
from kg.extraction.document import Document
from kg.extraction.segmentation.sentence_boundaries import sentence_spans
from kg.model.records import Mention, MentionStart

_LEARNED, _CHOSEN_ON = ("train", "claims-train"), ("dev", "claims-dev")  # files of a folder of gold


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """One annotated paper; entities are their canonical names in lower case."""

    id: str
    held_out: bool
    raw: str  # the text that the extractor is given
    document: Document
    names: tuple[str, ...]  # the entity of each of the document's mentions
    proposes: tuple[str, ...]
    dataset_roles: Mapping[str, str]
    results: tuple[AnnotatedResult, ...]
    comparisons: tuple[AnnotatedComparison, ...]
    has_whole_claims: bool  # whether comparisons are annotated, and every part of each result

    def name_at(self, start: MentionStart) -> str:
        """The entity of the mention that begins at an offset."""
        return self.names[bisect_left(self.document.mentions, start, key=lambda mention: mention.reference)]


def read(path: Path) -> Iterator[GoldPaper]:
    """The papers of a gold file.

    Raises:
        InputError: see `kg.evaluation.read_gold`.
    """
    return map(to_paper, read_gold(path))


def read_learned(gold: Path) -> list[GoldPaper]:
    """The papers of a folder of gold that models learn from: all but those of `list_unseen`.

    Raises:
        InputError: see `kg.evaluation.read_gold`.
    """
    return [paper for name in _LEARNED for paper in read(gold / f"{name}.jsonl") if not paper.held_out]


def list_unseen(gold: Path) -> list[Annotation]:
    """The papers of a folder of gold that no shipped model has learned from, to choose and to calibrate on.

    Raises:
        InputError: see `kg.evaluation.read_gold`.
    """
    dev = [paper for name in _CHOSEN_ON for paper in read_gold(gold / f"{name}.jsonl")]
    held_out = (paper for name in _LEARNED for paper in read_gold(gold / f"{name}.jsonl") if is_held_out(paper))
    return [*dev, *held_out]


def list_judged(gold: Path, judged: Iterable[JudgedStatement], unseen: Sequence[Annotation]) -> list[Annotation]:
    """The papers of a folder of gold that statements were judged of, less those of `unseen`.

    Raises:
        InputError: see `kg.evaluation.read_gold`.
    """
    wanted = {row.paper for row in judged} - {paper.id for paper in unseen}
    return [paper for name in _LEARNED for paper in read_gold(gold / f"{name}.jsonl") if paper.id in wanted]


def read_unseen(gold: Path) -> list[GoldPaper]:
    """The papers of `list_unseen`.

    Raises:
        InputError: see `kg.evaluation.read_gold`.
    """
    return list(map(to_paper, list_unseen(gold)))


def to_paper(annotation: Annotation) -> GoldPaper:
    """An annotation as a document; offsets count in its display text."""
    displayed = to_display_text(annotation)
    mentions = tuple(
        Mention(m.start, m.end, m.label, displayed.text[m.start : m.end], 1.0, "gold") for m in displayed.mentions
    )
    return GoldPaper(
        id=displayed.id,
        held_out=is_held_out(annotation),
        raw=annotation.text,
        document=Document(displayed.text, sentence_spans(displayed.text), mentions),
        names=tuple(mention.entity.casefold() for mention in displayed.mentions),
        proposes=tuple(name.casefold() for name in displayed.proposes),
        dataset_roles={name.casefold(): role for name, role in displayed.dataset_roles.items()},
        results=tuple(map(_fold_case, displayed.results)),
        comparisons=tuple(
            replace(row, subject=_lower(row.subject), object=_lower(row.object)) for row in displayed.comparisons or ()
        ),
        has_whole_claims=annotation.has_whole_claims,
    )


def is_held_out(annotation: Annotation) -> bool:
    """Whether the paper is kept apart for choosing: a tenth of those not of listings, by the hash of its id."""
    digest = hashlib.sha256(annotation.id.encode()).digest()
    return annotation.source in ("daily-papers", "arxiv") and digest[0] % 10 == 0


def predict(papers: Sequence[GoldPaper], extractor: Extractor) -> Iterator[GoldPaper]:
    """The papers, in their order, with the mentions and the logits of the extractor in place of the annotated mentions.

    Which annotated name a mention has is decided by its spelling, as `kg eval` does. A mention whose spelling is not
    annotated gets a name that is not in the gold.
    """
    documents = extractor.read_documents(paper.raw for paper in papers)
    for paper, document in zip(papers, documents, strict=True):
        annotated = list(zip(paper.document.mentions, paper.names, strict=True))
        at = {(mention.start, mention.end): name for mention, name in annotated}
        by_spelling = {spelling_key(mention.text): name for mention, name in reversed(annotated)}  # the first one wins
        names = [
            at.get((mention.start, mention.end))
            or by_spelling.get(spelling_key(mention.text))
            or f"not annotated: {mention.text.casefold()}"
            for mention in document.mentions
        ]
        yield replace(paper, document=document, names=tuple(names))


def add_encoder_output(papers: Sequence[GoldPaper], extractor: Extractor) -> Iterator[GoldPaper]:
    """The papers, in their order, with their annotated mentions and what the extractor's encoder makes of the text."""
    documents = extractor.read_documents(paper.raw for paper in papers)
    for paper, document in zip(papers, documents, strict=True):
        yield replace(paper, document=replace(paper.document, encoder_output=document.encoder_output))


def to_docs(papers: Iterable[GoldPaper], nlp: Language) -> Iterator[Doc]:
    """Display texts as spaCy documents with their annotated entities, but for those that are no run of whole tokens."""
    for paper in papers:
        doc = nlp.make_doc(paper.document.text)
        entities = [doc.char_span(m.start, m.end, label=m.label) for m in paper.document.mentions]
        doc.ents = tuple(filter_spans([entity for entity in entities if entity is not None]))
        yield doc


def _fold_case(result: AnnotatedResult) -> AnnotatedResult:
    return replace(
        result,
        metric=_lower(result.metric),
        dataset=_lower(result.dataset),
        subject=_lower(result.subject),
        comparator=_lower(result.comparator or None),
        task=_lower(result.task),
    )


def _lower(name: str | None) -> str | None:
    return None if name is None else name.casefold()
