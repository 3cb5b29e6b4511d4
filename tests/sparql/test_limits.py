"""What a process that answers a query may take, in processes of their own: a limit can never be raised again."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.sparql.limits import MOST_MEMORY

SCRIPT = """
import resource, sys
from kg.sparql.limits import limit_memory
allowed, most = map(int, sys.argv[1:])
least = resource.RLIM_INFINITY if allowed < 0 else allowed
resource.setrlimit(resource.RLIMIT_DATA, (least, least))
limit_memory(most)
print(*resource.getrlimit(resource.RLIMIT_DATA))
try:
    bytearray(1_000_000_000)
except MemoryError:
    print("refused")
"""


@pytest.mark.parametrize(
    ("allowed", "most", "lines"),
    [
        (-1, 600_000_000, ["600000000 -1", "refused"]),
        (-1, MOST_MEMORY, [f"{MOST_MEMORY} -1"]),
        (500_000_000, 600_000_000, ["500000000 500000000", "refused"]),  # whoever started it allows less
        (2_000_000_000, 600_000_000, ["600000000 2000000000", "refused"]),
    ],
)
def test_a_process_gets_no_more_than_it_may(allowed: int, most: int, lines: list[str]) -> None:
    line = [sys.executable, "-c", SCRIPT, str(allowed), str(most)]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == lines
