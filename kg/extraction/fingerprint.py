"""What an extraction depends on besides the text: rules, weights and the libraries that run them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("spacy", "numpy", "onnxruntime", "curated-tokenizers")
_PACKAGE = Path(__file__).parents[2]
_ROOMS = ("extraction", "vocabulary", "text", "model")  # whose code and data decide what a text yields


@cache
def fingerprint() -> str:
    """A SHA-256 that changes whenever the same text might yield something else."""
    digest = hashlib.sha256()
    files = [path for room in _ROOMS for path in (_PACKAGE / room).rglob("*")]
    for path in sorted(p for p in files if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}".encode())
    return digest.hexdigest()
