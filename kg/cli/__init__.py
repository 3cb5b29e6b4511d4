"""The command line: it parses, dispatches to `kg.commands`, and turns errors into one sentence and an exit code.

Nothing heavy is imported until a command runs, so that help is instant.
"""

from __future__ import annotations

import sys
import traceback

from kg.cli import adding, asking, drawing, giving  # noqa: F401 # each adds its commands, in the order of the help
from kg.cli.app import app
from kg.errors import EXIT_BUG, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, KgError
from kg.terminal import guard

__all__ = ["app", "main"]


def main(argv: list[str] | None = None) -> int:
    """Run one command line and return its exit code.

    Args:
        argv: the arguments after the program's name; by default the process's own.
    """
    guard()
    try:
        app(argv, prog_name="kg")
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else EXIT_USAGE if leave.code else EXIT_OK
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception:  # noqa: BLE001 # the last catcher: whatever comes here is our own mistake, told as such
        traceback.print_exc()
        print("kg: this is a bug in kg; please report it with the lines above.", file=sys.stderr)
        return EXIT_BUG
    return EXIT_OK
