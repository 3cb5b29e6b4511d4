"""Finds the folder of schemas: inside the installed package, or beside the package in a source checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def find_schemas() -> Path:
    """The folder of the ontology, the shapes, the JSON Schemas and the competency queries."""
    installed = _PACKAGE / "schemas"
    return installed if installed.is_dir() else _PACKAGE.parent / "schemas"
