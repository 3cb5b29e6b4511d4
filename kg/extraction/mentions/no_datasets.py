"""Names that follow a preposition as datasets do, and are none: "on HuggingFace", "spoken in Leh", "on Task 2"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model.records import Mention
from kg.vocabulary.other_things import load_other_things

# Machines and their parts, and tasks that are only numbered.
_MACHINE = re.compile(
    r"(?:(?:NVIDIA|AMD|Intel|MediaTek|Qualcomm|Huawei)\b.*|(?:RTX|GTX)[\s-]?\d*\w*|[AHBV]\d00s?|Jetson\b.*|"
    r"Raspberry Pi\b.*|Ascend\b.*|RISC-V|Snapdragon\b.*|Franka(?: Panda)?|WidowX|[Cc]uda|FPGAs?|[CGNT]PUs?)"
)
_NUMBERED = re.compile(r"(?:[Ss]ub-?)?[Tt](?:ask|rack)[\s~-]*\d[\d.]*[A-Za-z]?|[Ss]ub-?[Tt]asks?")
# What makes a dataset of such a name all the same: "the Minecraft dataset".
_DATA = re.compile(
    r"[\s-](?:data(?:\s?sets?)?|benchmarks?|corpus|corpora|treebanks?|leaderboard|challenge)\b", re.IGNORECASE
)


def drop_other_things(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without datasets whose names are those of languages, sites, meetings, machines or numbered tasks."""
    return [mention for mention in mentions if mention.label != "DATASET" or not _is_other_thing(text, mention)]


def _is_other_thing(text: str, mention: Mention) -> bool:
    if _NUMBERED.fullmatch(mention.text):
        return True
    is_known = mention.text in load_other_things() or _MACHINE.fullmatch(mention.text) is not None
    return is_known and _DATA.match(text, mention.end) is None
