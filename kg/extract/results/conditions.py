"""Under what conditions a result holds: verbatim spans such as "with 4 sampling steps" or "without CFG"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"[0-9][0-9.,]*(?:[kKMBT]|\\?%)?"
_COUNTED = (
    r"(?:[\w-]+\s){0,2}(?:steps?|epochs?|iterations?|NFEs?|shots?|examples?|samples?|tokens?|parameters?|params|layers?|frames?|views?|images?"
    r"|rollouts?|GPUs?|hours?|days?|seeds?|demonstrations?|labels?|bits?|data|budget|compute|FLOPs|turns?|queries|experts?|annotations?)"
)
_HARDWARE = (
    r"(?:[0-9]+\s?[×x]?\s?)?(?:NVIDIA\s|Nvidia\s)?"
    r"(?:RTX\s?[0-9]{4}(?:\sTi)?|A100|H100|H200|H800|V100|A6000|A40|L40S?|T4|B200|GB200|TPUv?[0-9]*|Jetson(?:\s\w+){0,2}"
    r"|CPUs?|GPUs?)(?:\sGPUs?)?"
)
_PATTERNS = re.compile(
    "|".join(
        (
            rf"\b(?:with|using|at|in|after|under|within|from|requiring|for)\s(?:only\s|just\s|as\sfew\sas\s|fewer\sthan\s|less\sthan\s|merely\s|up\sto\s|over\s|about\s|a\s|an\s)*"
            rf"{_NUMBER}(?:\s(?:million|billion|thousand|trillion))?(?:\sof\sthe)?[\s-]{_COUNTED}\b",
            rf"\b{_NUMBER}(?:\sand\s{_NUMBER})?\sepochs?\b",
            r"\b(?:[0-9]+|zero|one|two|few|many)-shot\b(?:\s(?:setting|learning|evaluation|prompting)s?\b)?",
            r"\bpass@[0-9]+",
            r"\b(?:without|w/o)\s(?:any\s)?(?:additional\s|extra\s|further\s)?[\w-]+(?:\s(?:guidance|training|fine-?tuning|supervision|data|labels|annotations|retraining|augmentation))?",
            rf"\b(?:on|using|with)\s(?:a\s)?(?:single\s|one\s|consumer(?:-grade)?\s|mobile\s)?{_HARDWARE}\b",
            r"\b(?:with|using|without)\s(?:classifier-free\sguidance|CFG|guidance|majority\svoting|self-consistency|test-time\sscaling)\b",
            r"\b(?:at|with|under)\s(?:a\s)?(?:guidance\sscale|sparsity|resolution|temperature|compression\sratio|sequence\slength|context\slength)\sof\s"
            rf"{_NUMBER}",
            rf"\bat\s{_NUMBER}\s(?:sparsity|resolution|precision|compression)\b",
            r"\b(?:validation|test|dev|held-out)\s(?:set|split)\b|\bval\b",
            r"\bon\saverage\b|\b(?:in|under)\sthe\s(?:[\w-]+\s){1,2}(?:setting|regime|scenario|split)\b",
        )
    ),
    re.IGNORECASE,
)
_REACH = 220  # characters on each side of the number
_CLAUSE = re.compile(r"[;:]\s|,\s(?:while|whereas|but)\s|\.\s")


def _conditions(
    text: str, start: int, end: int, sentence: tuple[int, int], numbers: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Spans, in order, in the clause of the number at `start:end` that state a condition.

    `numbers` are the spans of the sentence's other results: what is itself a result is no condition.
    """
    low, high = max(sentence[0], start - _REACH), min(sentence[1], end + _REACH)
    for match in _CLAUSE.finditer(text, low, high):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            high = match.start()
            break
    for match in _PATTERNS.finditer(text, low, high):
        taken = any(a < match.end() and match.start() < b for a, b in [(start, end), *numbers])
        if not taken:
            yield match.span()


def conditions(document, numbers):
    spans = [(n.found.start, n.found.text_end) for n in numbers]
    return [tuple(_conditions(document.text, *spans[i], (n.sentence.start, n.sentence.end), spans)) for i, n in enumerate(numbers)]
