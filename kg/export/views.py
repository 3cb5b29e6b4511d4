"""Views: a built graph at another precision than that of its build, with the files that queries need.

The store keeps all records whatever the bounds, so that no text is read again for other bounds. The files of a view are
kept in the folder `store/views` of their generation, so that a second query at the same precision finds its index.
"""

from __future__ import annotations

import json
from pathlib import Path

from kg.bounds.doubt import Bounds, SetApart, set_apart
from kg.bounds.precision import select_bounds
from kg.export.run_manifest import Run, read_bounds
from kg.store.generations import holding_current
from kg.store.graph_store import Store
from kg.store.open_store import open_to_read
from kg.system.files import replacing

VIEWS = Path("store") / "views"
_STAMP = "stamp.json"


def read_apart(folder: Path, precision: float | None = None) -> SetApart:
    """All that the last build of an output folder knows, divided at a precision; by default at that of the build.

    Raises:
        GraphNotFound: there is no built graph.
        UsageError: the precision is no number from 0 to 1.
    """
    with open_to_read(folder / "store") as store:
        return set_apart(store.knowledge(), find_bounds(store, precision))


def find_bounds(store: Store, precision: float | None = None) -> Bounds:
    """The bounds of a precision; by default those of the build.

    Raises:
        UsageError: the precision is no number from 0 to 1.
    """
    return read_bounds(store.facts()) if precision is None else select_bounds(precision)


def prepare_view(folder: Path, precision: float | None) -> Path:
    """The folder whose Turtle files state the facts that are sure at a precision.

    That is the folder of the current state itself if its build has the same bounds. The files are written if they are
    missing; they lie in the generation that they are made from.

    Raises:
        GraphNotFound: there is no built graph.
        UsageError: the precision is no number from 0 to 1.
    """
    with holding_current(folder) as state:
        if precision is None:
            return state
        with open_to_read(state / "store") as store:
            run = Run.of(store.facts())
            bounds = select_bounds(precision)
            if bounds == run.bounds:
                return state
            view = state / VIEWS / str(precision)
            stamp = json.dumps({"bounds": dict(bounds.least)}, sort_keys=True)
            if not (view / _STAMP).exists() or (view / _STAMP).read_text(encoding="utf-8") != stamp:
                # Not with this module: it needs SciPy, and most questions no new view.
                from kg.export.build_outputs import make_content
                from kg.export.rdf_files import NAMES, write_file

                content = make_content(store.knowledge(), run.with_bounds(bounds))
                view.mkdir(parents=True, exist_ok=True)
                for name in NAMES:
                    write_file(content, view / f"{name}.ttl")
                with replacing(view / _STAMP) as file:
                    file.write(stamp)
        return view
