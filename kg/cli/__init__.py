"""The command line: it parses, runs one command, and turns errors into one sentence and an exit code.

Nothing heavy is imported until a command runs, so that help is instant; and nothing at all before signals are heeded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

    from kg.cli.app import app

__all__ = ["app", "main"]


def main(argv: list[str] | None = None) -> int:
    """Run one command line and return its exit code.

    Args:
        argv: the arguments after the program's name; by default the process's own. Only then the process is ours, and
            heeds signals as `kg.cli.signals` says.
    """
    if argv is not None:
        return _run(argv)
    try:
        from kg.cli import signals

        signals.end_at_once()
        _load_program()
        signals.raise_to_unwind()
        code = _run(None)
        signals.end_at_once()
    except KeyboardInterrupt as interrupt:  # before the handlers were there, or between two lines of this
        return _signal_exit_code(interrupt)
    return code


def __getattr__(name: str) -> object:
    if name == "app":
        return _load_program()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _load_program() -> typer.Typer:
    """The program with all its commands."""
    from kg.cli.app import app as program

    globals()["app"] = program  # in place of the module of that name
    return program


def _run(argv: list[str] | None) -> int:
    import sys
    import traceback

    from kg.cli.streams import prepare_streams
    from kg.model.errors import EXIT_BUG, EXIT_OK, EXIT_USAGE, KgError
    from kg.system.terminal import guard_streams

    try:
        with prepare_streams():
            guard_streams()
            _load_program()(argv, prog_name="kg")
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else EXIT_USAGE if leave.code else EXIT_OK
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt as interrupt:
        return _signal_exit_code(interrupt)
    except Exception:  # noqa: BLE001 # the last catcher: whatever comes here is our own mistake, told as such
        traceback.print_exc()
        print("kg: this is a bug in kg; please report it with the lines above.", file=sys.stderr)
        return EXIT_BUG
    return EXIT_OK


def _signal_exit_code(error: BaseException) -> int:
    """The exit code of SIGTERM if the error or one of its causes is `Terminated`, else that of SIGINT."""
    from kg.model.errors import EXIT_INTERRUPTED, EXIT_TERMINATED, Terminated

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Terminated):
            return EXIT_TERMINATED
        cause = cause.__cause__ or cause.__context__
    return EXIT_INTERRUPTED
