"""How a file's name is spelled in records, exports and messages."""

from __future__ import annotations


def spelled(name: str) -> str:
    r"""The name as text that can be stored and written as UTF-8, of which no two names have the same.

    Bytes that are not UTF-8, which Python holds as lone surrogates, become "\xe9"; a backslash becomes two. Every
    other name stays as it is.
    """
    return name.replace("\\", "\\\\").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
