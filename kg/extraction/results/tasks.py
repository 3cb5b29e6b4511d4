"""The task of a result, read by rule from its clause or from the opening of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.discourse.clause_boundaries import BOUNDARY_WORDS
from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.number_sentences import Sentence, Token, TokenIndex

_TASK_LEAD = frozenset({"on", "for", "in", "across", "of", "to", "and", ","})
_ABOUT_TASK = frozenset({"benchmark", "task", "dataset", "accuracy", "performance", "problem", "question"})
_KINDS_OF_THING = frozenset({"model", "method", "approach", "system", "network", "technique", "baseline"})
_ASIDE = frozenset(
    {"maintain", "maintaining", "retain", "retaining", "preserve", "preserving", "reveal", "revealing", "highlighting"}
)
_REACH = 24  # tokens


def find_task(document: Document, sentence: Sentence, at: TokenIndex) -> MentionIndex | None:
    """The task of the number that is token `at`; None where neither its clause nor the opening names one.

    It is the nearest one in the clause that stands after "on", "for" or "in", or before a metric or "(", else the one
    that the sentence opens with.
    """
    tokens = sentence.tokens
    for step in _list_outward(tokens, at):
        mention = tokens[step].mention
        if mention >= 0 and document.mentions[mention].label == "TASK" and _is_tied(tokens, step, at):
            return mention
    return _find_opening_task(document, sentence)


def _find_opening_task(document: Document, sentence: Sentence) -> MentionIndex | None:
    """The task that the sentence opens with, which holds for all of its numbers: "For image captioning, ..."."""
    tokens = sentence.tokens
    for place in range(1, min(5, len(tokens) - 1)):
        if tokens[place].word == "<TASK>" and tokens[0].word in ("on", "for", "in"):
            following = {token.word for token in tokens[place + 1 : place + 3]}
            return tokens[place].mention if "," in following and document.text[tokens[0].start].isupper() else None
    return None


def _is_tied(tokens: Sequence[Token], step: int, at: int) -> bool:
    """Whether the words around the task at token `step` connect it to the number at token `at`."""
    following = tokens[step + 1].word if step + 1 < len(tokens) else ""
    if following in _KINDS_OF_THING or any(token.word in _ASIDE for token in tokens[max(0, step - 8) : step]):
        return False
    if step < at and (
        following in ("<METRIC>", "by") or following in _ABOUT_TASK or (following == "(" and at - step < 9)
    ):
        return True
    return any(token.word in _TASK_LEAD for token in tokens[max(0, step - 3) : step]) or following in _ABOUT_TASK


def _list_outward(tokens: Sequence[Token], at: int) -> list[int]:
    """Positions of tokens of the number's clause, the nearest first; of equally near ones that after the number."""
    places: list[tuple[int, int]] = []
    for step in (1, -1):
        place, distance = at + step, 1
        while 0 <= place < len(tokens) and distance < _REACH and tokens[place].word not in BOUNDARY_WORDS:
            places.append((2 * distance - (step == 1), place))
            place, distance = place + step, distance + 1
    return [place for _, place in sorted(places)]
