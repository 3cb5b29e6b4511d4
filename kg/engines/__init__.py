"""How a map stage is run: in this process, in several, or on a cluster. The results and their order are the same.

A stage is a pure function over batches: `map_batches` runs it on this machine, `map_on_cluster` on the workers of a
Dask scheduler, to which batches go as files (`shards`). Both treat a batch that kills its process alike (`retry`).
"""

from __future__ import annotations

from kg.engines.batches import map_batches, split_into_batches
from kg.engines.dask_cluster import Cluster, Stage, choose_cluster, map_on_cluster
from kg.engines.retry import FatalItem

__all__ = ["Cluster", "FatalItem", "Stage", "choose_cluster", "map_batches", "map_on_cluster", "split_into_batches"]
