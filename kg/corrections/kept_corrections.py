"""The corrections that an output folder keeps for later builds, in a file of their own."""

from __future__ import annotations

from pathlib import Path

from kg.corrections.entries import FILE, Corrections
from kg.corrections.parse import read
from kg.system.files import replacing


def read_kept(folder: Path) -> Corrections:
    """The corrections that an earlier build was given; none without a file of them.

    Raises:
        InputError: the file cannot be read, is no TOML, or says what cannot be done.
    """
    path = folder / FILE
    return read(path) if path.exists() else Corrections()


def keep(corrections: Corrections, folder: Path) -> None:
    """Keep corrections for later builds; a file without entries removes those that were kept."""
    path = folder / FILE
    if not corrections.entries:
        path.unlink(missing_ok=True)
        return
    with replacing(path) as file:
        file.write(corrections.text)
