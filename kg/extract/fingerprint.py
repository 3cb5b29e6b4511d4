"""What an extraction depends on besides the text: rules, weights and the libraries that run them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("spacy", "numpy", "onnxruntime", "curated-tokenizers")
_PACKAGE = Path(__file__).parent
_ALSO = (  # of the package above
    "benchmarks.py",
    "data/benchmarks.tsv",
    "data/metrics.tsv",
    "metrics.py",
    "names.py",
    "numerals.py",
    "records.py",
    "residue.py",
    "text.py",
)


@cache
def fingerprint() -> str:
    """A SHA-256 that changes whenever the same text might yield something else."""
    digest = hashlib.sha256()
    files = [*_PACKAGE.rglob("*"), *(_PACKAGE.parent / name for name in _ALSO)]
    for path in sorted(p for p in files if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(_PACKAGE.parent).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}".encode())
    return digest.hexdigest()
