"""Extraction from texts without a graph: `kg.extract`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from numbers import Real
from pathlib import Path
from typing import Any, overload

from kg.api.conversion import (
    map_names,
    to_private_paper,
    to_public_comparison,
    to_public_entity,
    to_public_mention,
    to_public_paper,
    to_public_relation,
    to_public_result,
)
from kg.api.public_records import Comparison, Entity, Mention, Paper, Relation, Result
from kg.model.errors import UsageError
from kg.model.knowledge import Knowledge, PaperFacts
from kg.model.records import DatasetRole
from kg.model.types import LABEL_OF, TYPE_OF

_SHOWN = 60  # characters of a title
_NO_TEXTS = (str, Paper, bytes, Mapping)  # what is not several texts, though all but a paper can be iterated


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A text and the records extracted from it. `print(document)` lists them; a notebook marks the mentions in it."""

    paper: Paper
    mentions: tuple[Mention, ...]  # by place; they never overlap
    relations: tuple[Relation, ...]  # by type, entity and place
    results: tuple[Result, ...]  # by place
    entities: tuple[Entity, ...]  # that it mentions, by identifier; counts are over all texts of the call
    proposes: tuple[str, ...]  # names of the entities that it introduces, by identifier
    dataset_roles: Mapping[str, DatasetRole] = field(
        hash=False
    )  # by the dataset's name: introduced, eval, train, mention
    comparisons: tuple[Comparison, ...]  # by place
    _facts: PaperFacts = field(compare=False)

    @property
    def text(self) -> str:
        """The text that all offsets refer to: title, two line feeds, abstract."""
        return self.paper.text

    def to_dict(self) -> dict[str, Any]:
        """The object that `kg extract` prints for it, as `schemas/extract.schema.json` describes it."""
        from kg.export.paper_lists import make_extract_row

        return make_extract_row(self._facts)

    def __repr__(self) -> str:
        title = _shorten(self.paper.title)
        counted = ", ".join(
            f"{len(records)} {noun}{'' if len(records) == 1 else 's'}"
            for noun, records in (
                ("mention", self.mentions),
                ("relation", self.relations),
                ("result", self.results),
                ("comparison", self.comparisons),
            )
        )
        return f"<Document {self.paper.id!r} {title!r}: {counted}>"

    def __str__(self) -> str:
        lines = [repr(self)]
        lines += [f"  {m.type:8} {m.text}" + (f" -> {m.entity}" if m.entity != m.text else "") for m in self.mentions]
        lines += [f"  {'not ' if r.denied else ''}{r.type} {r.entity}" for r in self.relations]
        lines += [f"  {c.subject} {'not ' if c.denied else ''}{c.relation} {c.object}" for c in self.comparisons]
        for result in self.results:
            parts = (result.subject, result.metric, result.value_text, result.dataset and f"on {result.dataset}")
            lines.append(f"  {result.kind:8} {' '.join(part for part in parts if part)}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts: list[str] = []
        end = 0
        for mention in self.mentions:
            colour = TYPE_OF[LABEL_OF[mention.type]].look.light
            about = escape(f"{mention.type}: {mention.entity}, score {mention.score:.2f}", quote=True)
            parts.append(escape(self.text[end : mention.start]))
            style = f"background: {colour}40; border-bottom: 2px solid {colour}; color: inherit"
            parts.append(
                f'<mark title="{about}" style="{style}">{escape(self.text[mention.start : mention.end])}</mark>'
            )
            end = mention.end
        parts.append(escape(self.text[end:]))
        return f'<div style="white-space: pre-wrap">{"".join(parts)}</div>'


@overload
def extract(  # type: ignore[overload-overlap] # a string is an iterable of strings, and is taken as one text
    texts: str | Paper, *, min_score: float = 0.0, corrections: str | Path | None = None, workers: int = 1
) -> Document: ...
@overload
def extract(
    texts: Iterable[str | Paper], *, min_score: float = 0.0, corrections: str | Path | None = None, workers: int = 1
) -> list[Document]: ...
def extract(
    texts: str | Paper | Iterable[str | Paper],
    *,
    min_score: float = 0.0,
    corrections: str | Path | None = None,
    workers: int = 1,
) -> Document | list[Document]:
    """Extract mentions, relations, results and comparisons from texts. Nothing is stored, and no built graph is read.

    The texts are resolved together: names that mean the same thing in two of them get one identifier. The first call
    loads the model, which takes seconds.

    Args:
        texts: one text or paper, or several. A string is a title, an empty line and an abstract, or the like; its
            identifier is "text-1", "text-2" and so on.
        min_score: leave out mentions, relations, results and comparisons of a lower score, 0 to 1.
        corrections: a file of corrections to apply.
        workers: processes that read texts; the result is the same for any number.

    Returns:
        the document of one text, or a list of them in the order of several.

    Raises:
        InputError: the corrections cannot be read, or say what cannot be done.
        UsageError: what is given is neither text nor paper, two papers have one identifier, `min_score` is no number
            from 0 to 1, or `workers` is less than 1.
    """
    from kg import corrections as correcting
    from kg.pipeline import extract_papers

    check_score(min_score)
    check_workers(workers)
    all_texts = list(texts) if isinstance(texts, Iterable) and not isinstance(texts, _NO_TEXTS) else [texts]
    papers = [_to_paper(text, number) for number, text in enumerate(all_texts, start=1)]
    by_id = {paper.id: paper for paper in papers}
    if len(by_id) < len(papers):
        twice = next(paper.id for n, paper in enumerate(papers) if paper.id in {p.id for p in papers[:n]})
        raise UsageError(f"Two papers have the identifier {twice!r}; give each its own.")
    knowledge = extract_papers(
        [to_private_paper(by_id[identifier]) for identifier in sorted(by_id)],
        min_score=min_score,
        corrections=None if corrections is None else correcting.read(Path(corrections)),
        workers=workers,
    )
    documents = _make_documents(knowledge)
    if isinstance(texts, str | Paper):
        return documents[papers[0].id]
    return [documents[paper.id] for paper in papers]


def check_score(score: float) -> None:
    """Refuse a `min_score` that cannot be one.

    Raises:
        UsageError: it is no number from 0 to 1.
    """
    if not isinstance(score, Real) or not 0 <= score <= 1:
        raise UsageError(f"A score is between 0 and 1; {score!r} is not.")


def check_precision(precision: float | None) -> None:
    """Refuse a precision that cannot be one; None is the default.

    Raises:
        UsageError: it is no number from 0 to 1.
    """
    if precision is not None and (not isinstance(precision, Real) or not 0 <= precision <= 1):
        raise UsageError(f"A precision is between 0 and 1; {precision!r} is not.")


def check_workers(number: int) -> None:
    """Refuse a number of processes that is less than 1.

    Raises:
        UsageError: it is less than 1.
    """
    if number < 1:
        raise UsageError(f"`workers` is the number of processes, at least 1; {number} is not.")


def _to_paper(text: object, number: int) -> Paper:
    """Make a paper of a text; a paper is returned unchanged.

    Raises:
        UsageError: it is neither, or a paper whose identifier, title or abstract is not text.
    """
    if isinstance(text, Paper):
        for name in ("id", "title", "abstract"):
            if not isinstance(value := getattr(text, name), str):
                raise UsageError(f"The `{name}` of a paper is text; {value!r} is not.")
        return text
    if isinstance(text, Path):
        raise UsageError(f"`kg.extract` takes texts, not files: read {text} first, or give it to `kg.build`.")
    if not isinstance(text, str):
        raise UsageError(f"A text is a string or a `kg.Paper`; {_shorten(repr(text))} is neither.")
    title, _, abstract = text.partition("\n\n")
    return Paper(f"text-{number}", title, abstract)


def _shorten(text: str) -> str:
    """At most 60 characters, the last three of them dots where some are left out."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def _make_documents(knowledge: Knowledge) -> dict[str, Document]:
    """The document of each paper, by the paper's identifier."""
    names = map_names(knowledge.entities)
    entities = {entity.id: to_public_entity(entity) for entity in knowledge.entities}
    return {
        facts.paper.id: Document(
            paper=to_public_paper(facts),
            mentions=tuple(to_public_mention(mention, names) for mention in facts.mentions),
            relations=tuple(to_public_relation(facts, relation, names) for relation in facts.relations),
            results=tuple(to_public_result(facts, result, names) for result in facts.results),
            entities=tuple(entities[entity] for entity in sorted({mention.entity for mention in facts.mentions})),
            proposes=tuple(names[entity] for entity in facts.proposes),
            dataset_roles={names[entity]: role for entity, role in facts.dataset_roles},
            comparisons=tuple(to_public_comparison(facts, comparison, names) for comparison in facts.comparisons),
            _facts=facts,
        )
        for facts in knowledge.papers
    }
