"""The characters that XML 1.0 can hold (https://www.w3.org/TR/xml/#charsets): no controls, not even as references."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def replace_illegal(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold: most controls, surrogates, U+FFFE and U+FFFF."""
    return _ILLEGAL.sub("\ufffd", text)
