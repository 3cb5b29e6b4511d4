"""What a build prints on standard error of its precision: how many records are likely wrong, and how many doubtful."""

from __future__ import annotations

import sys

from kg.bounds.doubt import RECORD_KINDS, RecordKind, SetApart
from kg.model.knowledge import Knowledge

_PLURAL: dict[RecordKind, str] = {"mention": "mentions", "result": "results", "comparison": "comparisons"}


def report_expectation(apart: SetApart) -> None:
    """Print how many records of each kind are likely wrong, how many are doubtful, and which kinds are left out."""
    from kg.bounds.precision import expect_wrong

    lines = []
    for kind in RECORD_KINDS:
        scores, doubtful = _list_scores(apart.sure, kind), len(_list_scores(apart.doubtful, kind))
        if not scores and not doubtful:
            continue
        name = _PLURAL.get(kind, kind)
        aside = f"; {doubtful:,} doubtful" if doubtful else ""
        if scores:
            lines.append(f"  {name}: about {expect_wrong(kind, scores):,.0f} of these {len(scores):,} are wrong{aside}")
        else:
            lines.append(f"  {name}: none is sure enough{aside}")
    if lines:
        precision = apart.bounds.precision
        asked = "" if precision is None else f" at a precision of {precision:g}"
        print(f"expected{asked}:", *lines, sep="\n", file=sys.stderr)
    if apart.bounds.left_out:
        names = ", ".join(_PLURAL.get(kind, kind) for kind in apart.bounds.left_out)
        print(f"left out, since they are not right so often at any score: {names}", file=sys.stderr)


def _list_scores(knowledge: Knowledge, kind: RecordKind) -> list[float]:
    match kind:
        case "mention":
            return [mention.score for facts in knowledge.papers for mention in facts.mentions]
        case "comparison":
            return [comparison.score for facts in knowledge.papers for comparison in facts.comparisons]
        case "result":
            return [result.score for facts in knowledge.papers for result in facts.results]
        case _:
            return [r.score for facts in knowledge.papers for r in facts.relations if r.type == kind]
