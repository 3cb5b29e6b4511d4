"""All that is known of one entity or one paper: what `kg.Graph.show` gives, and `kg show` prints."""

from __future__ import annotations

from dataclasses import dataclass

from kg.api.public_records import Comparison, Entity, Mention, Paper, Relation, Result
from kg.model.knowledge import EntityRelation, Merge


@dataclass(frozen=True, slots=True, repr=False)
class EntityDetails:
    """All that is known of an entity. It prints as `kg show` does."""

    entity: Entity
    spellings: tuple[tuple[str, int], ...]  # all of its names and how often each occurs, the most frequent first
    merges: tuple[Merge, ...]  # why each spelling is taken for it; those of the corrections file first
    related: tuple[EntityRelation, ...]  # broader, variantOf and basedOn, from it and to it
    doubts: tuple[str, ...]  # how a name with several types or meanings was decided; a sentence each
    relations: tuple[Relation, ...]  # of papers to it, by type, the best score first
    only_mentioned_by: tuple[Paper, ...]  # papers that name it and state no relation to it, by identifier
    results: tuple[Result, ...]  # in which it takes part, the best score first
    comparisons: tuple[Comparison, ...] = ()  # of it, and with it; the best score first
    others: tuple[str, ...] = ()  # identifiers of the other entities of the name that was asked for
    doubtful_relations: tuple[Relation, ...] = ()  # of papers to it, in the same order, but not sure enough
    doubtful_results: tuple[Result, ...] = ()
    doubtful_comparisons: tuple[Comparison, ...] = ()
    doubtful_mentions: int = 0  # names in texts that may be its own

    def __repr__(self) -> str:
        from kg.api.details_text import format_details

        return format_details(self)


@dataclass(frozen=True, slots=True, repr=False)
class PaperDetails:
    """All that is known of a paper. It prints as `kg show` does."""

    paper: Paper
    mentions: tuple[Mention, ...]  # by place
    relations: tuple[Relation, ...]  # by type, entity and place
    results: tuple[Result, ...]  # by place
    comparisons: tuple[Comparison, ...] = ()  # by place
    corrections: tuple[str, ...] = ()  # what the corrections file changed; a sentence each
    others: tuple[str, ...] = ()  # identifiers of the other papers that the name may have meant
    doubtful_mentions: tuple[Mention, ...] = ()
    doubtful_relations: tuple[Relation, ...] = ()
    doubtful_results: tuple[Result, ...] = ()
    doubtful_comparisons: tuple[Comparison, ...] = ()

    def __repr__(self) -> str:
        from kg.api.details_text import format_details

        return format_details(self)


def name_kind(relation: Relation) -> str:
    """The type of a relation as a heading: "outperforms", "not outperforms"."""
    return ("not " if relation.denied else "") + relation.type
