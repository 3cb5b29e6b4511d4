"""The errors that users can cause, and the exit codes that answer them.

KgError            1: the data or the machine is at fault
  InputError       an input cannot be read
  GraphNotFound    no built graph where one was looked for
  NoSuchName       no entity, paper, query or format of that name
  StoreDamaged     the store is not as it was written
  MachineError     no room, no right, no memory
UsageError         2: the command line is at fault
Terminated       143: the program was told to end, which is nobody's fault
"""

from __future__ import annotations

EXIT_OK = 0
EXIT_DATA = 1
EXIT_USAGE = 2
EXIT_BUG = 3
EXIT_SIGNALLED = 128  # plus the number of the signal that ended the program
EXIT_INTERRUPTED = EXIT_SIGNALLED + 2
EXIT_BROKEN_PIPE = EXIT_SIGNALLED + 13  # whoever read standard output has left: what a shell makes of SIGPIPE
EXIT_TERMINATED = EXIT_SIGNALLED + 15


class Terminated(KeyboardInterrupt):
    """The program was told to end by SIGTERM. It is treated as an interrupt, and answered by another exit code."""


class KgError(Exception):
    """The data is at fault. The message is one sentence that says what is wrong and what to do."""

    exit_code = EXIT_DATA


class InputError(KgError):
    """An input cannot be read."""


class GraphNotFound(KgError):
    """There is no built graph where one was looked for."""


class NoSuchName(KgError):
    """There is no entity, paper, query or format of that name."""


class StoreDamaged(KgError):
    """The store is not as it was written."""


class MachineError(KgError):
    """The machine refused something: there is no room, no right or no memory for it."""


class UsageError(KgError):
    """The command line is at fault."""

    exit_code = EXIT_USAGE
