"""What went wrong with an input: which fault it is, the smallest input that shows it, and where that is written."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.checks.fuzz.limits import TooSlow, timed
from scripts.checks.fuzz.reading_properties import Broken

ROOT = Path(__file__).resolve().parents[3]
_MOST_TRIES = 2000


@dataclass(frozen=True, slots=True)
class Failure:
    """A fault, and an input that shows it."""

    fault: str  # the same for all inputs that show the same fault
    data: bytes


def try_check(check: Callable[[bytes], object], data: bytes) -> tuple[object, str | None]:
    """How the reader behaved, and None; or None and the fault that it showed."""
    try:
        with timed():
            return check(data), None
    except TooSlow as error:
        return None, f"takes too long, at {_find_place(error)}"
    except Broken as error:
        return None, f"breaks a promise: {error}"
    except MemoryError:
        return None, "takes too much memory"
    except Exception as error:  # noqa: BLE001 # whatever a reader raises that it does not document is a fault
        return None, f"raises {type(error).__name__} at {_find_place(error)}"


def _find_place(error: BaseException) -> str:
    """The last place in `kg` that the error went through."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(ROOT / "kg")]
    return f"{Path(frames[-1].filename).relative_to(ROOT)}:{frames[-1].lineno}" if frames else "no place in kg"


def shrink(failure: Failure, check: Callable[[bytes], object]) -> Failure:
    """The same fault with an input that is as small as leaving out stretches makes it."""
    data, tries = failure.data, 0
    size = max(1, len(data) // 2)
    while size and tries < _MOST_TRIES and "too long" not in failure.fault:
        start = 0
        while start < len(data) and tries < _MOST_TRIES:
            shorter = data[:start] + data[start + size :]
            tries += 1
            if try_check(check, shorter)[1] == failure.fault:
                data = shorter
            else:
                start += size
        size //= 2
    return Failure(failure.fault, data)


def write(failure: Failure, folder: Path) -> Path:
    """Write the input to a file, named by its content, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha256(failure.data).hexdigest()[:12]
    path.write_bytes(failure.data)
    return path
