"""The fingerprint of the extractor: what an extraction depends on besides its text.

That is rules, weights and the libraries that run them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("spacy", "numpy", "onnxruntime", "curated-tokenizers")
_PACKAGE = Path(__file__).parents[1]
ROOMS = ("extraction", "vocabulary", "text", "model")
"""The packages whose code and data decide it: those that extraction imports, directly or not."""


@cache
def fingerprint() -> str:
    """A SHA-256 in hexadecimal that changes whenever the same text might be extracted otherwise."""
    digest = hashlib.sha256()
    files = [path for room in ROOMS for path in (_PACKAGE / room).rglob("*")]
    for path in sorted(p for p in files if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}".encode())
    return digest.hexdigest()
