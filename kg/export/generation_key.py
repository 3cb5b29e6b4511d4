"""The name of a generation: a hash of all that its files depend on, so that equal builds share one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

from kg.rdf.schemas import find_schemas

_DISTRIBUTION = "kg-papers"
_PACKAGE = Path(__file__).parents[1]
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LENGTH = 32  # hexadecimal digits


def make_key(digests: Mapping[str, str]) -> str:
    """The key of what a build knows, from the digests of its tables and of its run (`Store.digests`).

    It needs no export to exist. Another version of kg, or of a library that it builds on, has other keys.
    """
    digest = hashlib.sha256(fingerprint_software().encode())
    for name, value in sorted(digests.items()):
        digest.update(f"\0{name}\0{value}".encode())
    return digest.hexdigest()[:_LENGTH]


@cache
def fingerprint_software() -> str:
    """A SHA-256 in hexadecimal of the code and data of kg and of the versions of its libraries."""
    digest = hashlib.sha256()
    for folder in (_PACKAGE, find_schemas()):
        paths = (path for path in folder.rglob("*") if "__pycache__" not in path.parts and path.is_file())
        for path in sorted(paths):
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"\0{path.relative_to(folder).as_posix()}\0{content}".encode())
    for library in _list_libraries():
        digest.update(f"\0{library}=={version(library)}".encode())
    return digest.hexdigest()


def _list_libraries() -> list[str]:
    """The names of the libraries that every installation has."""
    needed = (line for line in requires(_DISTRIBUTION) or () if "extra ==" not in line)
    return sorted(match[0] for match in map(_NAME.match, needed) if match)
