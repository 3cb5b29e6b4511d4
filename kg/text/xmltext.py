"""What XML 1.0 can hold (https://www.w3.org/TR/xml/#charsets): no controls, not even as character references."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Text with U+FFFD for each character that XML cannot hold: most controls, half characters, U+FFFE and U+FFFF."""
    return _ILLEGAL.sub("\ufffd", text)
