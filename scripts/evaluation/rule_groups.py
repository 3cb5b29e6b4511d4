"""The tables of rules, as `docs/rules/` and the evaluation name them: a group is one table, and one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extraction.discourse import clause_boundaries, comparison_rules, enumerations, no_rivals, own_work
from kg.extraction.discourse.rule import Rule
from kg.extraction.relations import addressed_tasks, dataset_roles, patterns


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """One table of rules."""

    title: str
    about: str
    file: str  # that holds the table
    rules: Sequence[Rule]
    right: str = ""  # what counts as right, where annotated papers decide on it


GROUPS: Mapping[str, RuleGroup] = {
    "attribution": RuleGroup(
        "Whose statement it is",
        "Whether the text speaks of the paper's own work or of the work of others.",
        "kg/extraction/discourse/own_work.py",
        own_work.RULES,
        "The paper proposes, or does not introduce, what is named; the comparison, or the number, is of whom it says.",
    ),
    "clauses": RuleGroup(
        "Where a clause ends",
        "What ends a clause or a noun phrase, so that what is said next may be about something else.",
        "kg/extraction/discourse/clause_boundaries.py",
        clause_boundaries.RULES,
    ),
    "enumerations": RuleGroup(
        "What is enumerated",
        "Which names make a list, and what the text says of all of them.",
        "kg/extraction/discourse/enumerations.py",
        enumerations.RULES,
        "All names of the list have this label; the paper proposes all of them. "
        "Of two names, one of which the sentence compares: it compares both, or only the second.",
    ),
    "comparisons": RuleGroup(
        "What is compared",
        "Phrases that compare, and how the comparison ends.",
        "kg/extraction/discourse/comparison_rules.py",
        comparison_rules.PHRASES,
        "The sentence has this comparison with the name: who is better, or that neither is, affirmed or denied. "
        "Comparisons whose subject the paper does not name are not annotated: the share is a lower bound.",
    ),
    "comparison-cues": RuleGroup(
        "What may be compared",
        "Words that may compare what is named after them with something. A learned model weighs each.",
        "kg/extraction/discourse/comparison_rules.py",
        comparison_rules.CUES,
        "The sentence compares the name with something. A cue says no more than that this may be so.",
    ),
    "no-rivals": RuleGroup(
        "What only looks compared",
        "Names and cues of which no comparison is claimed.",
        "kg/extraction/discourse/no_rivals.py",
        no_rivals.RULES,
        "The sentence has no comparison with the name.",
    ),
    "relations": RuleGroup(
        "Relations in so many words",
        "Phrases that state a relation of the paper to the names after them.",
        "kg/extraction/relations/patterns.py",
        patterns.PATTERNS,
        "The statement was judged to be right; of comparisons, the sentence compares the name with something.",
    ),
    "addressed-tasks": RuleGroup(
        "Tasks by where they are named",
        "Tasks that a title or the opening of an abstract names.",
        "kg/extraction/relations/addressed_tasks.py",
        addressed_tasks.RULES,
        "The statement was judged to be right.",
    ),
    "dataset-roles": RuleGroup(
        "Roles of datasets",
        "Phrases that tell what a paper does with a dataset. All but the last are features of a learned model.",
        "kg/extraction/relations/dataset_roles.py",
        dataset_roles.RULES,
        "The dataset has this role in the paper; it has one: what is also evaluated on does not count as trained on.",
    ),
}
