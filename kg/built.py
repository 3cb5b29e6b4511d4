"""The former module of `BuiltGraph`; `kg.open(folder)` gives its successor, `kg.Graph`."""

from __future__ import annotations

import warnings


def __getattr__(name: str) -> object:
    if name != "BuiltGraph":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.api.former_names import BuiltGraph

    warnings.warn("kg.built.BuiltGraph is kg.Graph now, which kg.open(folder) gives.", DeprecationWarning, stacklevel=2)
    return BuiltGraph
