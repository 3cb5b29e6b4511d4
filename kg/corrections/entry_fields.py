"""The keys of one table of a corrections file, each checked as it is taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeVar

from kg.corrections.entries import Place
from kg.model.errors import InputError
from kg.text.normalise import SurfaceForm, normalise, surface_form
from kg.text.suggestions import find_nearest

Word = TypeVar("Word", bound=str)

_BARE_KEY = re.compile(r"[\w-]{1,200}")
_MOST_QUOTED = 200  # characters of a value in a message


class Fields:
    """The keys and values of one table. Take every key that it may have, then `close`.

    Raises:
        InputError: in every method that takes a key, with the place of the entry: it is missing, or its value is wrong.
    """

    def __init__(self, raw: Mapping[str, object], place: Place) -> None:
        self._raw = raw
        self.place = place
        self._taken: list[str] = []

    def has(self, key: str) -> bool:
        """Is the key there?"""
        return key in self._raw

    def take_text(self, key: str) -> str:
        """The text at a key, as it stands."""
        value = self._take(key)
        if value is None:
            raise self._make_missing_error(key, f'add {key} = "..."')
        if not isinstance(value, str) or not value.strip():
            raise self.place.error(f"{key} must be a text in quotes that is not empty, not {_quote(value)}.")
        return value

    def take_name(self, key: str) -> SurfaceForm:
        """The name at a key, on one line and composed (NFC)."""
        return self._check_name(key, self.take_text(key))

    def take_optional_name(self, key: str) -> SurfaceForm | None:
        """The name at a key, None where the key is not there."""
        value = self.take_optional_text(key)
        return None if value is None else self._check_name(key, value)

    def take_optional_text(self, key: str, default: str | None = None) -> str | None:
        """The text at a key, the default where the key is not there."""
        if self.has(key):
            return self.take_text(key)
        self._taken.append(key)
        return default

    def take_names(self, key: str, *, least: int) -> tuple[SurfaceForm, ...]:
        """The list of names at a key, `least` of them or more."""
        value = self._take(key)
        wanted = f'write {key} = ["...", "..."]'
        if value is None:
            raise self._make_missing_error(key, wanted)
        if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
            raise self.place.error(f"{key} must be a list of names in quotes; {wanted}.")
        if len(value) < least:
            raise self.place.error(f"{key} must hold at least {least} name{'s' if least > 1 else ''}; {wanted}.")
        return tuple(self._check_name(key, name) for name in value)

    def take_word(self, key: str, allowed: Sequence[Word]) -> Word:
        """The word at a key, one of those that are allowed."""
        value = self.take_text(key)
        for word in allowed:
            if word == value:
                return word
        near = find_nearest(value, allowed)
        hint = f"did you mean {near[0]}? It" if near else "it"
        raise self.place.error(f"{key} cannot be {value!r}; {hint} can be {', '.join(allowed)}.")

    def take_optional_word(self, key: str, allowed: Sequence[Word]) -> Word | None:
        """The word at a key, None where the key is not there."""
        if self.has(key):
            return self.take_word(key, allowed)
        self._taken.append(key)
        return None

    def take_flag(self, key: str) -> bool:
        """The truth value at a key, False where the key is not there."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            raise self.place.error(f"{key} must be true or false, not {_quote(value)}.")
        return bool(value)

    def close(self) -> None:
        """Refuse the table if it has keys that were not taken."""
        for key in sorted(self._raw.keys() - set(self._taken)):
            near = find_nearest(key, self._taken)
            hint = f"did you mean {near[0]}? It" if near else "it"
            raise self.place.error(
                f"the key {show_key(key)} is not known here; {hint} can have {', '.join(self._taken)}."
            )

    def _take(self, key: str) -> object:
        self._taken.append(key)
        return self._raw.get(key)

    def _make_missing_error(self, key: str, wanted: str) -> InputError:
        near = find_nearest(key, self._raw.keys() - set(self._taken))
        return self.place.error(f"the key {key} is missing; {f'is it meant by {near[0]}?' if near else wanted + '.'}")

    def _check_name(self, key: str, value: str) -> SurfaceForm:
        name = unicodedata.normalize("NFC", " ".join(value.split()))
        if not name.isprintable() or not normalise(name):
            raise self.place.error(f"{key} must be a name, with letters or digits in it, not {value!r}.")
        return surface_form(name)


def show_key(key: str) -> str:
    """A key of TOML for a message: in quotes where it is no bare key."""
    return key if _BARE_KEY.fullmatch(key) else repr(key[:_MOST_QUOTED])


def _quote(value: object) -> str:
    """A value of TOML for a message."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return "a value of too many digits or brackets"
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"
