"""Converts the records of `kg.model` to the public ones, which `kg.Graph` and `kg.extract` give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from kg.api.public_records import Comparison, Entity, Mention, Paper, Relation, Result
from kg.corrections import ORIGIN
from kg.model import knowledge as resolved
from kg.model import records
from kg.model.comparison_record import Comparison as LinkedComparison
from kg.model.knowledge import EntityId, LinkedMention, PaperFacts
from kg.model.results import Result as LinkedResult
from kg.model.types import TYPE_OF


def map_names(entities: Iterable[resolved.Entity]) -> Mapping[str, str]:
    """The names of entities by their identifiers."""
    return {entity.id: entity.name for entity in entities}


def list_named(papers: Iterable[PaperFacts]) -> set[EntityId]:
    """The identifiers of all entities in the records of papers."""

    def iterate() -> Iterator[EntityId]:
        for facts in papers:
            yield from (mention.entity for mention in facts.mentions)
            yield from (relation.object for relation in facts.relations)
            yield from (entity for result in facts.results for _, entity in result.participants())
            yield from (entity for row in facts.comparisons for entity in (row.subject, row.object))

    return set(iterate())


def to_public_entity(entity: resolved.Entity) -> Entity:
    """An entity with its aliases that differ from its name."""
    return Entity(
        id=entity.id,
        name=entity.name,
        type=TYPE_OF[entity.type].word,
        is_benchmark=entity.is_benchmark,
        aliases=tuple(surface for surface, _ in entity.aliases if surface != entity.name),
        paper_count=entity.paper_count,
        mention_count=entity.mention_count,
        higher_is_better=entity.higher_is_better,
    )


def to_public_paper(facts: PaperFacts) -> Paper:
    """A paper with the links that its text gives."""
    paper = facts.paper
    return Paper(
        id=paper.id,
        title=paper.title,
        abstract=paper.abstract,
        authors=paper.authors if isinstance(paper.authors, tuple) else (),
        author_count=(len(paper.authors) or None) if isinstance(paper.authors, tuple) else paper.authors,
        organization=paper.organization,
        published=paper.published,
        published_inferred=paper.published_inferred,
        url=paper.url,
        arxiv_id=paper.arxiv_id,
        comments=paper.comments,
        code=facts.code,
        sources=paper.sources,
        field_score=facts.field_score,
    )


def to_private_paper(paper: Paper) -> records.Paper:
    """A public paper as the record that extraction reads."""
    return records.Paper(
        id=paper.id,
        title=paper.title,
        abstract=paper.abstract,
        authors=paper.authors or paper.author_count,
        organization=paper.organization,
        published=paper.published,
        published_inferred=paper.published_inferred,
        comments=paper.comments,
        url=paper.url,
        arxiv_id=paper.arxiv_id,
        sources=paper.sources,
    )


def to_public_mention(mention: LinkedMention, names: Mapping[str, str]) -> Mention:
    """A mention with the name of its entity."""
    return Mention(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        type=TYPE_OF[mention.label].word,
        entity=names[mention.entity],
        entity_id=mention.entity,
        score=mention.score,
    )


def to_public_relation(facts: PaperFacts, relation: resolved.Relation, names: Mapping[str, str]) -> Relation:
    """A relation of a paper with its sentence."""
    return Relation(
        paper=facts.paper.id,
        title=facts.paper.title,
        type=relation.type,
        denied=relation.negated,
        entity=names[relation.object],
        entity_id=relation.object,
        start=relation.start,
        end=relation.end,
        sentence=facts.paper.text[relation.sentence_start : relation.sentence_end],
        sentence_start=relation.sentence_start,
        score=relation.score,
        from_corrections=relation.origin == ORIGIN,
    )


def to_public_result(facts: PaperFacts, result: LinkedResult[EntityId], names: Mapping[str, str]) -> Result:
    """A result of a paper with the names of its parts and its sentence."""
    text = facts.paper.text

    def name(entity: str | None) -> str | None:
        return None if entity is None else names[entity]

    return Result(
        paper=facts.paper.id,
        title=facts.paper.title,
        metric=name(result.metric),
        value=None if result.low is not None else _parse_number(result.value),
        low=_parse_number(result.low),
        high=_parse_number(result.high),
        spread=_parse_number(result.spread),
        value_text=result.value_text,
        unit=result.unit,
        kind=result.kind,
        direction=result.direction,
        bound=result.bound,
        dataset=name(result.dataset),
        task=name(result.task),
        subject=name(result.subject),
        comparator=name(result.comparator),
        conditions=tuple(text[start:end] for start, end in result.conditions),
        holder=result.holder,
        start=result.start,
        end=result.end,
        score=result.score,
        sentence=text[result.sentence_start : result.sentence_end],
        metric_id=result.metric,
        dataset_id=result.dataset,
        subject_id=result.subject,
        comparator_id=result.comparator,
        task_id=result.task,
        from_corrections=result.origin == ORIGIN,
    )


def to_public_comparison(
    facts: PaperFacts, comparison: LinkedComparison[EntityId], names: Mapping[str, str]
) -> Comparison:
    """A comparison of a paper with the names of the two and its sentence."""
    return Comparison(
        paper=facts.paper.id,
        title=facts.paper.title,
        subject=names[comparison.subject],
        relation=comparison.relation,
        object=names[comparison.object],
        denied=comparison.denied,
        subject_id=comparison.subject,
        object_id=comparison.object,
        start=comparison.start,
        end=comparison.end,
        sentence=facts.paper.text[comparison.sentence_start : comparison.sentence_end],
        sentence_start=comparison.sentence_start,
        score=comparison.score,
        from_corrections=comparison.origin == ORIGIN,
    )


def _parse_number(text: str | None) -> float | None:
    """A plain decimal as a number; None for anything else, such as "1/3"."""
    try:
        return None if text is None else float(Decimal(text))
    except InvalidOperation:
        return None
