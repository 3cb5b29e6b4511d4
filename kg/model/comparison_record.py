"""Comparisons: two named things of which a paper says that one is better, or that they are compared.

As with results, all stages have the same record and differ only in how it refers to the two things: in an extraction by
the start offsets of mentions, in knowledge by the ids of entities.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar, cast, get_args

ComparisonRelation = Literal["outperforms", "comparesWith"]

COMPARISON_RELATIONS: tuple[ComparisonRelation, ...] = get_args(ComparisonRelation)

Reference = TypeVar("Reference")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Generic[Reference]):
    """A comparison of two entities that a stretch of a text makes. All offsets are into that text.

    Identifiers of comparisons are digests of these fields in this order (`kg.rdf.iris`): another field changes them.
    """

    subject: Reference  # the better one, where one is; named elsewhere in the text where it is "our method" here
    object: Reference
    relation: ComparisonRelation  # with comparesWith no winner is named
    denied: bool = False  # "does not outperform"
    start: int  # of the stretch that says so
    end: int
    sentence_start: int
    sentence_end: int
    score: float
    origin: str = ""  # empty where the extractor found it

    def map_references(self, refer: Callable[[Reference], Other | None]) -> Comparison[Other] | None:
        """The comparison with both references mapped by `refer`; None if `refer` returns None for one of them."""
        subject, object_ = refer(self.subject), refer(self.object)
        if subject is None or object_ is None:
            return None
        pair: dict[str, Any] = {"subject": subject, "object": object_}
        return cast("Comparison[Other]", replace(self, **pair))

    def find_rival(self, own: Container[Reference]) -> Reference | None:
        """The entity that one of `own` outperforms or is compared with.

        None if neither or both of the two are `own`, or if the one that is own is the worse one.
        """
        if self.subject in own and self.object not in own:
            return self.object
        if self.relation == "comparesWith" and self.object in own and self.subject not in own:
            return self.subject
        return None
