"""Links to code and project pages in a raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HOSTS = (
    r"(?:github|gitlab|gitee|bitbucket|huggingface|hf|codeberg|zenodo|sourceforge)\.(?:com|co|org|io|net)/",
    r"[\w-]+\.(?:github|gitlab|hf)\.(?:io|space)(?:/|\b)",
    r"(?:gitlab|git|github)\.[\w.-]{2,40}/",
    r"code\.google\.com/",
)
_BREAK = re.compile(r"(?<=[\w-])\. ?(?=(?:com|co|io|org)/)|(?<=[\w-])\.\s(?=(?:github|gitlab|hf)\.(?:io|space))")
_LINK = re.compile(
    rf"(?<![\w@.-])(https?://)?(?:www\.)?((?:{'|'.join(_HOSTS)})[^\s{{}}<>\"'`|()\[\]，。；）、]*)", re.IGNORECASE
)
# Each link has one of these.
_HAS = (
    "github", "gitlab", "gitee", "git.", "bitbucket", "huggingface", "hf.", "codeberg", "zenodo", "sourceforge",
    "code.google",
)  # fmt: skip
_ESCAPED = re.compile(r"(?<!\\)\\++(?=[_&%#~])")  # a run is looked at once
_TRAILING = ".,;:!?*\\~$^"


def find_code_links(raw: str) -> Iterator[str]:
    """Yields each http(s) link to a repository, a model page or a project page (*.github.io) in order, without repeats.

    Left out are punctuation after a link, LaTeX braces and escapes, and a space that a line break left in a host name;
    a host without a scheme is given https.
    """
    lower = raw.lower()
    if not any(host in lower for host in _HAS):
        return
    seen: set[str] = set()
    for match in _LINK.finditer(_ESCAPED.sub("", _BREAK.sub(".", raw))):
        scheme, rest = (match.group(1) or "https://").lower(), match.group(2).rstrip(_TRAILING)
        host, slash, path = rest.partition("/")
        page = host.lower().endswith((".io", ".space"))
        link = f"{scheme}{host.lower()}{slash}{path}"
        known = link.removeprefix("https://").removeprefix("http://").rstrip("/").casefold()
        if (page or path.strip("/")) and known not in seen:
            seen.add(known)
            yield link
