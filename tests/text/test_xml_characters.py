"""What XML 1.0 can hold, compared with what a reader of XML takes."""

from __future__ import annotations

import sys
from xml.etree import ElementTree as ET

import pytest

from kg.text.xml_characters import replace_illegal


def is_read(text: str) -> bool:
    try:
        return ET.fromstring(f"<a>{text}</a>".encode("utf-8", "surrogatepass")) is not None
    except ET.ParseError:
        return False


BOUNDARIES = [
    0,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    0x1F,
    0x20,
    0x7F,
    0x85,
    0xD7FF,
    0xD800,
    0xDFFF,
    0xE000,
    0xFFFD,
    0xFFFE,
    0xFFFF,
]


@pytest.mark.parametrize("code", [*BOUNDARIES, 0x1B, 0x10000, 0x1FFFE, sys.maxunicode])
def test_what_a_reader_refuses_is_replaced_and_nothing_else(code: int) -> None:
    assert replace_illegal(f"a{chr(code)}b") == (f"a{chr(code)}b" if is_read(chr(code)) else "a\ufffdb")
