"""Messages about a command line that cannot be parsed: its usage, what is wrong, and what was perhaps meant."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

_CHOICE = re.compile(r"'(?P<given>[^']*)' is not one of (?P<known>.*)")
_LIBRARY = "Value error, "  # how pydantic begins what our own sentence says
_QUOTED = re.compile(r"'([^']*)'")


class Group(TyperGroup):
    """The group of all commands. Usage errors are plain sentences, without the styles and boxes of typer.

    An interrupt, which typer would turn into an exit code, is raised again: only it knows by which signal it came.
    """

    _interrupt: KeyboardInterrupt | None = None

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Parse the arguments."""
        with self._keeping_interrupts():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with self._keeping_interrupts():
            return super().invoke(ctx)

    @contextmanager
    def _keeping_interrupts(self) -> Iterator[None]:
        try:
            yield
        except KeyboardInterrupt as interrupt:
            self._interrupt = interrupt
            raise

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line as `typer` does, and end the process with its exit code unless told otherwise."""
        self._interrupt = None
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except typer.TyperException as error:
            if not standalone_mode:
                raise
            _print_usage_error(error)
            sys.exit(error.exit_code)
        if self._interrupt is not None:
            raise self._interrupt
        if standalone_mode:
            sys.exit(code or 0)
        return code


def _print_usage_error(error: typer.TyperException) -> None:
    message = error.format_message().replace(_LIBRARY, "")
    if not message:  # there was no argument at all, and help has been printed
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
        print(f"Try '{context.command_path} --help' for help.", file=sys.stderr)
    print(f"kg: {message}{_suggest_choice(message)}", file=sys.stderr)


def _suggest_choice(message: str) -> str:
    """ "Did you mean ...?" for a value that a choice does not allow; "" where none is similar."""
    if not (choice := _CHOICE.search(message)):
        return ""
    from kg.text.suggestions import suggest_nearest

    hint = suggest_nearest(choice["given"], _QUOTED.findall(choice["known"]))
    return f" {hint}" if hint else ""
