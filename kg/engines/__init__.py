"""How a map stage is run: in this process, or in several worker processes; results and their order are the same.

A stage is a pure function over batches (`map_batches`). A new engine takes the place of the worker processes there.
"""

from __future__ import annotations

from kg.engines.batches import FatalItem, map_batches, split_into_batches

__all__ = ["FatalItem", "map_batches", "split_into_batches"]
