"""Parses the names of a paper's authors from the many forms in which files hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise

from kg.read.escapes import decode_html, decode_latex

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_AND = re.compile(r"(?:,\s?)?(?:\s+and\s+|\s&\s)", re.IGNORECASE)
_QUOTED = re.compile(r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*(?:,|(?=["'\])]|$))\s*""", re.DOTALL)
_BACKSLASHED = re.compile(r"\\(['\"\\])")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[ -]?){1,4}|[^\W\d_a-z](?:[ -]?[^\W\d_a-z])?")
_PARTICLE = re.compile(r"(?:v[ao]n|de[nrl]?|la|le|d[aiou]s?|te[nr]|bin|ibn|al|el|st\.?)", re.IGNORECASE)
_NICKNAME = re.compile(r"\([^\W\d_]{1,20}\) (?=[^\W\d_a-z])")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_PARTS = (("given", "family"), ("firstname", "lastname"), ("first", "last"), ("givenname", "familyname"))
_OTHERS = re.compile(r"(?:et\.? al\.?|others|\.\.\.|…)", re.IGNORECASE)


class NamesError(ValueError):
    """The value holds no names; the message says what it holds instead."""


def parse_names(value: object) -> tuple[str, ...]:
    """The authors' names in the order and the form in which they are given; () for an empty value.

    Args:
        value: a list of names, of objects with a name, or of [family, given, suffix] (arXiv's `authors_parsed`); or a
            text with names between semicolons, bars, "and" or commas, each as "Ann Lee" or "Lee, Ann", or with a list
            as Python or JSON writes it. HTML references and LaTeX accents are decoded.

    Raises:
        NamesError: an item is no name, or the list says that it is incomplete ("et al.").
    """
    if isinstance(value, str):
        listed = _parse_list(value.strip())
        names = (
            _split_names(decode_latex(decode_html(value))) if listed is None else [_parse_name(item) for item in listed]
        )
    elif isinstance(value, list | tuple):
        names = [_parse_name(item) for item in value]
    else:
        names = [_parse_name(value)]
    names = [name for name in names if name]
    if any(_OTHERS.fullmatch(name) or name.lower().endswith(" et al.") for name in names):
        raise NamesError('a list that is not whole ("et al.")')
    if any(_CONTROL.search(name) or not any(character.isalpha() for character in name) for name in names):
        raise NamesError("something that is no name")
    return tuple(names)


def _parse_name(item: object) -> str:
    """One author's name."""
    if isinstance(item, dict):
        item = _find_name(item)
    if isinstance(item, list | tuple) and item and all(isinstance(part, str) for part in item):
        parts = [*item, "", ""]  # as arXiv has them: family name, given names, suffix, ...
        item = " ".join(part for part in (parts[1], parts[0], parts[2]) if part)
    if not isinstance(item, str):
        raise NamesError("something that is no name")
    return " ".join(decode_latex(decode_html(item)).split())


def _find_name(item: dict[object, object]) -> object:
    known = {str(key).lower().replace("_", ""): value for key, value in item.items()}
    for key in ("name", "fullname", "displayname", "literal", "author"):
        if known.get(key):
            return known[key]
    for given, family in _PARTS:
        if isinstance(known.get(family), str):
            return f"{known.get(given) or ''} {known[family]}"
    return None


def _parse_list(text: str) -> list[object] | None:
    """The items of a list as JSON, Python or numpy writes it; None where the text is none."""
    if len(text) < 2 or (text[0], text[-1]) not in (("[", "]"), ("(", ")")):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        pass  # Python's quotes, or no list at all
    else:
        return found if isinstance(found, list) else None
    items: list[object] = []
    position, inner = 0, text[1:-1].strip()
    while position < len(inner):
        match = _QUOTED.match(inner, position)
        if match is None:
            break
        items.append(_BACKSLASHED.sub(r"\1", match[1] if match[1] is not None else match[2]))
        position = match.end()
    if position < len(inner) or not items:
        return list(_split_names(inner)) if text[0] == "[" and not {'"', "[", "]"} & set(inner) else None
    return items


def _split_names(text: str) -> list[str]:
    """The names in a text, cut at the separator that it uses: semicolon, bar, line, comma or "and"."""
    one_line = " ".join(text.split())
    for mark in (";", "|"):
        if mark in one_line:
            return [_drop_brackets(part) for part in one_line.split(mark)]
    one_line = _drop_brackets(one_line)
    if "," not in one_line and not _AND.search(one_line):
        return [_drop_brackets(line) for line in text.splitlines()]
    groups = [[part.strip() for part in group.split(",") if part.strip()] for group in _AND.split(one_line)]
    if _are_inverted(groups):
        return [", ".join(group) for group in groups]
    return _join_initials(_join_suffixes([part for group in groups for part in group]))


def _are_inverted(groups: Sequence[Sequence[str]]) -> bool:
    """Whether each group of parts is one name with the family name first: "Lee, Ann and Chen, Bo", "Lee, Jr., Ann"."""
    if not all(1 <= len(group) <= 3 for group in groups):
        return False
    cut = [group for group in groups if len(group) > 1]
    if not cut or any(len(group) == 3 and not _SUFFIX.fullmatch(group[1]) for group in cut):
        return False
    if len(groups) == 1:
        return _is_family(cut[0][0])
    if len(cut) < len(groups):
        return all(_is_family(group[0]) and (" " not in group[-1] or _INITIALS.fullmatch(group[-1])) for group in cut)
    return any(" " not in part for group in cut for part in group)  # else full names, two before each "and"


def _is_family(text: str) -> bool:
    """Whether the text can be a family name: one word, with or without particles before it ("van der Berg")."""
    *before, _ = text.split(" ")
    return all(_PARTICLE.fullmatch(word) for word in before) and not _INITIALS.fullmatch(text)


def _join_initials(names: list[str]) -> list[str]:
    """Joins family names to the initials that a comma cut off: "Lee", "A.", "Chen", "B." -> "Lee, A.", "Chen, B."."""
    pairs = list(zip(names[::2], names[1::2], strict=False))
    if len(names) % 2 == 0 and pairs and all(_is_family(a) and _INITIALS.fullmatch(b) for a, b in pairs):
        return [f"{family}, {initials}" for family, initials in pairs]
    single = all(_is_family(name) for name in names)
    if single and len(names) >= 4 and len(names) % 2 == 0:
        return [f"{family}, {given}" for family, given in pairs]
    return names


def _join_suffixes(names: list[str]) -> list[str]:
    """Joins a suffix to the name before it: "Ann Lee", "Jr." -> "Ann Lee, Jr."."""
    joined: list[str] = []
    for before, name in pairwise(["", *names]):
        if before and joined and _SUFFIX.fullmatch(name):
            joined[-1] = f"{joined[-1]}, {name}"
        else:
            joined.append(name)
    return joined


def _drop_brackets(text: str) -> str:
    """The text without affiliations in brackets ("Ann Lee (MIT)"); a nickname ("Ann (Annie) Lee") stays."""
    pieces, start, depth = [], 0, 0
    for match in re.finditer(r"[()]", text):
        if match[0] == ")" and depth:
            depth -= 1
            start = match.end() if depth == 0 else start
        elif match[0] == "(" and (depth or _NICKNAME.match(text, match.start()) is None):
            if depth == 0:
                pieces.append(text[start : match.start()])
            depth += 1
    return " ".join("".join([*pieces, "" if depth else text[start:]]).split())
