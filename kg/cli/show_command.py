"""`kg show NAME`: all that is known of one entity or one paper, with the sentences that say it."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.api.details import details_of
from kg.api.details_page import print_details
from kg.cli.opened import load
from kg.model.errors import EXIT_OK


def run(name: str, *, graph: Path, everything: bool) -> int:
    """Print it, in full if `everything` is wanted, and return an exit code.

    Raises:
        NoSuchName: neither an entity nor a paper has that name.
    """
    print_details(details_of(load(graph), name), sys.stdout, everything=everything)
    return EXIT_OK
