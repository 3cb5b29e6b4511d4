"""Common parts of all one-file pages: data that cannot close its element, and scripts allowed by hash."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from urllib.parse import urlsplit

_SURROGATE = re.compile("[\ud800-\udfff]")  # alone it is no text, and no file can hold it


def to_json_block(value: object) -> str:
    """JSON that is inert inside a script element, whatever its strings hold.

    Raises:
        ValueError: a number is infinite or NaN, which JSON cannot write.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":  # one by one is ten times as fast as `translate`
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def hash_source(text: str) -> str:
    """The source expression by which a Content-Security-Policy allows an inline script or style sheet."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def build_policy(scripts: list[str], style: str) -> str:
    """A Content-Security-Policy that runs these scripts and this style sheet, and fetches nothing."""
    return (
        f"default-src 'none'; script-src {' '.join(map(hash_source, scripts))}; style-src {hash_source(style)}; "
        "img-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def drop_surrogates(page: str) -> str:
    """The page without halves of surrogate pairs, which no file can hold."""
    return _SURROGATE.sub("\ufffd", page)


def keep_web_link(url: str) -> str:
    """The link if its scheme is http or https, else "": a link of any other scheme must not be clickable."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # what urlsplit cannot read (an unclosed IPv6 bracket) is no link
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
