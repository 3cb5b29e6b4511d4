"""Refuses queries that change the graph (updates) or reach other machines (SERVICE), before they run."""

from __future__ import annotations

import re
import sys

from kg.sparql.query_errors import QueryError

# Parts of a query in which a keyword is none, since they may hold any character: comments, IRIs, strings, variables,
# names with a colon. Quantifiers are possessive, so that a text is read once; a string without an end reaches to the
# end of its line, or of the text, and the engine refuses it.
_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*+>
    | \"{3}(?:\"{0,2}+(?:[^"\\]|\\.))*+(?:\"{3})? | '{3}(?:'{0,2}+(?:[^'\\]|\\.))*+(?:'{3})?
    | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'?
    | \#[^\n\r]*+
    | [?$]\w++
    | (?P<word>[\w.-]++)(?P<local>:(?:[\w.:%-]|\\.)*+)?+ | :(?:[\w.:%-]|\\.)*+
    """,
    re.VERBOSE | re.DOTALL,
)
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATE = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b", re.IGNORECASE)
_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def check_query(text: str) -> None:
    """Refuse updates and SERVICE, whether or not the text is a query otherwise.

    Raises:
        QueryError: the text is an update, or uses SERVICE.
    """
    for read in (text, _decode(text)):  # SPARQL allows code point escapes anywhere
        if may_use_service(read):
            raise QueryError(
                "SERVICE is not allowed, nor a prefix that ends in it: a query reaches nothing outside the graph. "
                "Leave that part out, or rename the prefix."
            )
        bare = _strip(read)
        if _UPDATE.search(bare) and not _FORM.search(bare):
            raise QueryError(
                "Updates are not allowed: the graph changes with `kg build` alone. Ask with SELECT, ASK or CONSTRUCT."
            )


def has_from_clause(text: str) -> bool:
    """Whether a query chooses its graphs with FROM."""
    return bool(_FROM.search(_strip(_decode(text))))


def _strip(text: str) -> str:
    """A query without comments, IRIs, strings, variables and prefixed names, in which keywords can be searched."""
    return _OPAQUE.sub(lambda found: " " if found["local"] or not found["word"] else found["word"], text)


def _decode(text: str) -> str:
    """A query with SPARQL's code point escapes replaced by their characters."""
    return _CODE_POINT.sub(_decode_escape, text)


def _decode_escape(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < sys.maxunicode else escape[0]


# ---- SERVICE

_WORD = re.compile("SERVICE", re.IGNORECASE)
_OWN_NAME = re.compile(r"[?$]\w*\Z|:(?:[\w.:%-]|\\.)*\Z", re.DOTALL)
_SURELY_IRI = re.compile(r"<[A-Za-z][\w+.-]*://", re.ASCII)  # nothing else may have two slashes behind a colon
_NAME_LONGEST = 500  # characters before the keyword that are searched for the beginning of a name
_NOT_IN_IRIS = frozenset('<"{}|^`\\') | {chr(code) for code in range(0x21)}

# States of the scanner. A state inside a string is its quote and a letter: s in a short string, S after a backslash in
# one; l in a long string, L after a backslash in one; 1 and 2 after so many quotes in a long string; a and b at the
# second and third quote that open one.
_BARE, _ESCAPED, _COMMENT, _IRI = "bare", "escaped", "comment", "iri"
_QUOTES, _LONG = "'\"", "ablL12"


def may_use_service(text: str) -> bool:
    """Whether the text uses the keyword SERVICE, in any of the ways in which the engine may read it.

    The engine needs no space around a keyword, and `<` begins an IRI or compares. So the text is scanned in both ways
    at once, one character after another; the keyword counts where in any of them it stands outside strings, comments
    and IRIs, unless it is part of a variable or of the local part of a prefixed name. Three quotes begin a long string;
    where that never ends, the engine reads them as an empty string and another, and such a text counts as using it.
    """
    places = {found.start() for found in _WORD.finditer(text)}
    if not places:
        return False
    states: set[str] = {_BARE}
    for place, char in enumerate(text):
        if place in places and _BARE in states and not _in_name(text, place):
            return True
        states = set().union(*(_advance(state, char, text, place) for state in states))
        if not states:
            return False  # the text is no query; the engine will say so
    return any(state[0] in _QUOTES and state[1] in _LONG for state in states)


def _in_name(text: str, place: int) -> bool:
    """Whether the keyword at `place` is part of a variable, or of the local part of a prefixed name."""
    return bool(_OWN_NAME.search(text[max(0, place - _NAME_LONGEST) : place]))


def _advance(state: str, char: str, text: str, place: int) -> tuple[str, ...]:
    """The states after a character; () where it is not allowed in this state."""
    if state == _BARE:
        return _advance_bare(char, text, place)
    if state == _ESCAPED:
        return (_BARE,)
    if state == _COMMENT:
        return (_BARE,) if char in "\r\n" else (_COMMENT,)
    if state == _IRI:
        return (_BARE,) if char == ">" else () if char in _NOT_IN_IRIS else (_IRI,)
    return _advance_in_string(state[0], state[1], char)


def _advance_bare(char: str, text: str, place: int) -> tuple[str, ...]:
    if char in _QUOTES:
        return (char + ("a" if text.startswith(char * 3, place) else "s"),)
    if char == "<":
        return (_IRI,) if _SURELY_IRI.match(text, place) else (_BARE, _IRI)
    return ({"#": _COMMENT, "\\": _ESCAPED}.get(char, _BARE),)


def _advance_in_string(quote: str, where: str, char: str) -> tuple[str, ...]:
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
