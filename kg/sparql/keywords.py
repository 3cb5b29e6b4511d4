"""Whether a SPARQL query may use SERVICE, the one thing in a query that reaches other machines.

The engine needs no space around a keyword, and `<` begins an IRI or compares. So the text is read in both ways at
once, one character after another; the word counts where in any of them it stands outside strings, comments and IRIs,
unless it belongs to a variable, or to a name behind its colon. Three quotes begin a long string; where that never ends,
the engine takes them for an empty string and another, so that such a text is not read at all.
"""

from __future__ import annotations

import re

_WORD = re.compile("SERVICE", re.IGNORECASE)
_OWN_NAME = re.compile(r"[?$]\w*\Z|:(?:[\w.:%-]|\\.)*\Z", re.DOTALL)
_SURELY_IRI = re.compile(r"<[A-Za-z][\w+.-]*://", re.ASCII)  # nothing else may have two slashes behind a colon
_NAME_LONGEST = 500  # characters before the word that are looked at; what begins before them is no name of ours
_NOT_IN_IRIS = frozenset('<"{}|^`\\') | {chr(code) for code in range(0x21)}

# States: what the next character stands in. Those of strings begin with their quote, then a letter:
# s in a short string, S behind a backslash there; l in a long one, L behind a backslash there; 1 and 2 behind so many
# quotes there, a and b at the second and third quote that open it.
_BARE, _ESCAPED, _COMMENT, _IRI = "bare", "escaped", "comment", "iri"
_QUOTES, _LONG = "'\"", "ablL12"


def may_use_service(text: str) -> bool:
    """Whether there is a way to read the text in which it names the keyword SERVICE."""
    places = {found.start() for found in _WORD.finditer(text)}
    if not places:
        return False
    states: set[str] = {_BARE}
    for place, char in enumerate(text):
        if place in places and _BARE in states and not _in_name(text, place):
            return True
        states = set().union(*(_after(state, char, text, place) for state in states))
        if not states:
            return False  # no way to read it: the engine will say so
    return any(state[0] in _QUOTES and state[1] in _LONG for state in states)


def _in_name(text: str, place: int) -> bool:
    """Whether what stands directly before makes the word a part of a variable, or of a name behind its colon."""
    return bool(_OWN_NAME.search(text[max(0, place - _NAME_LONGEST) : place]))


def _after(state: str, char: str, text: str, place: int) -> tuple[str, ...]:
    """The states that a character leads to; none where it cannot stand there."""
    if state == _BARE:
        return _after_bare(char, text, place)
    if state == _ESCAPED:
        return (_BARE,)
    if state == _COMMENT:
        return (_BARE,) if char in "\r\n" else (_COMMENT,)
    if state == _IRI:
        return (_BARE,) if char == ">" else () if char in _NOT_IN_IRIS else (_IRI,)
    return _after_in_string(state[0], state[1], char)


def _after_bare(char: str, text: str, place: int) -> tuple[str, ...]:
    if char in _QUOTES:
        return (char + ("a" if text.startswith(char * 3, place) else "s"),)
    if char == "<":
        return (_IRI,) if _SURELY_IRI.match(text, place) else (_BARE, _IRI)
    return ({"#": _COMMENT, "\\": _ESCAPED}.get(char, _BARE),)


def _after_in_string(quote: str, where: str, char: str) -> tuple[str, ...]:
    if where in "SL":
        return (quote + where.lower(),)
    if where == "s" and char in "\r\n":
        return ()
    if char == "\\" and where not in "ab":
        return (quote + ("S" if where == "s" else "L"),)
    if char != quote:
        return (quote + ("s" if where == "s" else "l"),)
    after_quote = {"a": "b", "b": "l", "l": "1", "1": "2"}
    return (quote + after_quote[where],) if where in after_quote else (_BARE,)
