"""Names that papers introduce as their own without saying what they stand for.

Such a name means the thing that its paper introduces, whatever other papers mean by it: "PCB" in "PCB: Class Balance
for Prompt Learning" is no printed circuit board, and two papers that both introduce a "Prism" have two things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kg.model.records import Extraction, Paper
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.definitions import Definitions

_SURE = 0.9  # score of a proposal: of 2,021 above 0.96 are right, of 502 between 0.7 and 0.9 only 0.61
_WRITTEN = 0.5  # of the words of a long form: more than these in a text are evidence that it means that
_WIDELY_USED = 3  # times the papers that introduce a name: more that only use it know one thing by it


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name that one paper introduces, with what its text says about it."""

    about: str  # what tells it apart from others of the name: the title's words after the colon, else the title
    is_sure: bool  # not only likely


def may_stand_for(text: Set[str], long: Sequence[str]) -> bool:
    """Whether a paper's own name may stand for a long form: a share above `_WRITTEN` of its words is in the text.

    Both are given by the stems of their words (`word_forms.list_stems`), which are found once.
    """
    return sum(word in text for word in long) > _WRITTEN * len(long)


OwnNames = Mapping[int, OwnName]
"""The papers, by position, that introduce one name as their own."""


def collect_own_names(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    nodes: Sequence[Sequence[Node]],
    definitions: Definitions,
) -> dict[Node, OwnNames]:
    """The names that papers propose and do not define; `nodes` gives the node of every mention, paper by paper."""
    own: dict[Node, dict[int, OwnName]] = defaultdict(dict)
    for position, (paper, extraction, row) in enumerate(zip(papers, extractions, nodes, strict=True)):
        claims = [claim for claim in extraction.claims if claim.type == "proposes"]
        scores = {claim.mention: claim.score for claim in claims}
        for mention, node in zip(extraction.mentions, row, strict=True):
            is_defined = any(position in defining for defining in definitions.longs.get(node, {}).values())
            if mention.reference in scores and not is_defined:
                is_sure = scores[mention.reference] >= _SURE
                own[node][position] = OwnName(_describe(paper), is_sure)
    return {node: _tell_apart(of_papers, papers) for node, of_papers in own.items()}


def is_introduced_twice(own: OwnNames, users: int) -> bool:
    """Whether several papers surely introduce a name, each for another thing; `users` counts the papers that use it.

    If far more papers only use the name, it is that of one thing, which some only seem to introduce ("Gemini 2.5 Pro").
    """
    sure = sum(name.is_sure for name in own.values())
    return sure > 1 and users - len(own) <= _WIDELY_USED * sure


def _describe(paper: Paper) -> str:
    name, _, rest = paper.title.partition(": ")
    return " ".join((rest or name).split())


def _tell_apart(own: OwnNames, papers: Sequence[Paper]) -> OwnNames:
    """The same names, each with a description of its own: where two papers have one title, their ids are added."""
    counts = Counter(name.about.casefold() for name in own.values())
    return {
        position: name
        if counts[name.about.casefold()] == 1
        else replace(name, about=f"{name.about}, {papers[position].id}")
        for position, name in own.items()
    }
