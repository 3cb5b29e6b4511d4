"""What an output folder has read and its published graph does not show: builds may leave publishing for later.

    store/unpublished.json   the number of papers that are not shown, and the settings of the build that read them

It is there from the end of a build that published nothing until the next one that publishes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.system.files import replacing

_FILE = Path("store") / "unpublished.json"


@dataclass(frozen=True, slots=True)
class Unpublished:
    """What is not published yet."""

    papers: int  # that the published graph does not have; 0 where other things of papers that it has were read
    min_score: float
    precision: float | None  # None: of the default


def read_unpublished(folder: Path) -> Unpublished | None:
    """What an output folder has not published yet; None where all is, or where the file of it is damaged."""
    try:
        return Unpublished(**json.loads((folder / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):  # publishing makes all of it anew in any case
        return None


def keep_unpublished(folder: Path, unpublished: Unpublished) -> None:
    """Tell later commands what is not published yet."""
    with replacing(folder / _FILE) as file:
        json.dump(asdict(unpublished), file)
        file.write("\n")


def forget_unpublished(folder: Path) -> None:
    """Tell later commands that all is published."""
    (folder / _FILE).unlink(missing_ok=True)
