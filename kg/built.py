"""Where `BuiltGraph` was before: it is `kg.api.BuiltGraph`."""

from __future__ import annotations

import warnings


def __getattr__(name: str) -> object:
    if name != "BuiltGraph":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.api import BuiltGraph

    warnings.warn("kg.built.BuiltGraph is kg.api.BuiltGraph now.", DeprecationWarning, stacklevel=2)
    return BuiltGraph
