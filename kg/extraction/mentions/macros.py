"""LaTeX macros that stand for a paper's own name and were never expanded: "We present \\method, a framework ..."

Such a macro names nothing outside its paper, and two papers that use it do not speak of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model.records import Mention

_STAND_IN = re.compile(
    r"\\(?:our|the|my)?(?:method|model|approach|system|framework|dataset|bench(?:mark)?|algo(?:rithm)?|name|sys|ours)"
    r"(?:s|name|full|long|short)?"
)


def without_stand_ins(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions but for those that are no more than such a macro."""
    return (mention for mention in mentions if not _STAND_IN.fullmatch(mention.text))
