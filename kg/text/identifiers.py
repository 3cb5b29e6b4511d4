"""Makes identifiers from names: the slug of a name ("grpo"), the identifier of an entity ("method/grpo")."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from kg.model.knowledge import EntityId
from kg.model.types import LABEL_OF, TYPE_OF, Label

_KEPT_SIGNS = frozenset(".-+@")
_SPACES = re.compile(r"[\s_]+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|~|$)")  # no file may be called this on Windows


def slugify(name: str) -> str:
    """The slug of a name, for the end of an identifier: "classifier-free guidance" -> "classifier-free-guidance".

    Two names have the same slug if and only if they differ at most in case, Unicode composition, and in spaces,
    underscores and hyphens for each other; nothing is deleted. Characters that a path segment of an IRI or a file name
    on some system cannot hold are percent-encoded (UTF-8), as is "~", which separates qualifiers.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    folded = _SPACES.sub("-", folded.strip())
    written = [c if c in _KEPT_SIGNS or unicodedata.category(c)[0] in "LNM" else _percent_encode(c) for c in folded]
    for edge in (0, -1):  # a dot there would be a relative path, or be lost
        if written and written[edge] == ".":
            written[edge] = _percent_encode(".")
    if written and _DEVICE.match(folded):
        written[0] = _percent_encode(folded[0])
    return "".join(written)


def _percent_encode(char: str) -> str:
    if char == ".":
        return "%2E"
    if char.isascii() and char.isalnum():
        return f"%{ord(char):02X}"
    return quote(char, safe="", errors="surrogatepass").replace("~", "%7E")


def make_entity_id(label: Label, name: str, *, qualifier: str = "") -> EntityId:
    """An entity's identifier: ("METHOD", "CPT", "continual pre-training") -> "method/cpt~continual-pre-training".

    Raises:
        ValueError: there is no such label.
    """
    if label not in TYPE_OF:
        raise ValueError(f"Unexpected label: {label!r}")
    return EntityId(f"{TYPE_OF[label].word}/{slugify(name)}" + (f"~{slugify(qualifier)}" if qualifier else ""))


def get_entity_type(entity: EntityId) -> Label:
    """The type that an entity's identifier names: "method/cpt" is a METHOD."""
    return LABEL_OF[entity.partition("/")[0]]
