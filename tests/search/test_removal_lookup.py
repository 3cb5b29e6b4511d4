from __future__ import annotations

import pytest

from kg.model.errors import NoSuchName, UsageError
from kg.model.records import InputFile
from kg.search.removal_lookup import find_removable
from kg.search.title_search import Title


def _input(name: str, sha256: str, entries: int = 2) -> InputFile:
    return InputFile(name, sha256 * 16, "jsonl", entries, 0)


INPUTS = (
    _input("day.jsonl", "aaaa"),
    _input("day.jsonl", "aabb", 1),
    _input("copy.jsonl", "aabb"),
    _input("2401.00001", "cccc"),
)
PAPERS = (
    Title("a", "Guidance for All", "2401.00001"),
    Title("b", "Guidance for Some", "2401.00002"),
    Title("c", "On Guidance", None),
    Title("d", "On Guidance", None),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("copy.jsonl", INPUTS[2]),
        ("listings/copy.jsonl", INPUTS[2]),
        ("day.jsonl@sha256:aaa", INPUTS[0]),
        ("day.jsonl@sha256:AABB", INPUTS[1]),
        ("2401.00001@sha256:c", INPUTS[3]),
        ("a", PAPERS[0]),
        ("2401.00002", PAPERS[1]),
        ("guidance for some", PAPERS[1]),
        ("d", PAPERS[3]),
    ],
)
def test_what_is_found(name: str, found: InputFile | Title) -> None:
    assert find_removable(name, INPUTS, PAPERS) == found


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("day.jsonl", ["day.jsonl@sha256:aaaaaaaaaaaa (2 entries)", "day.jsonl@sha256:aabbaabbaabb (1 entry)"]),
        ("day.jsonl@sha256:aa", ["sha256:aaaaaaaaaaaa", "sha256:aabbaabbaabb"]),
        ("2401.00001", ["2401.00001@sha256:cccccccccccc (2 entries)", 'a ("Guidance for All")']),
        ("On Guidance", ['c ("On Guidance")', 'd ("On Guidance")']),
    ],
)
def test_several_are_listed_by_names_that_find_one(name: str, listed: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        find_removable(name, INPUTS, PAPERS)
    assert all(one in str(error.value) for one in listed)


def test_a_long_list_is_cut() -> None:
    with pytest.raises(UsageError, match=r"any of 9.*; and 4 more\.$"):
        find_removable("x", [_input("x", f"{n:04}") for n in range(9)], ())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("day.json", "Did you mean day.jsonl"),
        ("day.jsonl@sha256:b", "There is no input"),
        ("Guidance for", '"Guidance for All"'),  # a part of a title
        ("On Guidence", 'Did you mean "On Guidance"'),
        ("qqqq", "`manifest.json` lists the inputs"),
        ("", "There is no input or paper named ''"),
    ],
)
def test_what_is_not_found_is_told(name: str, hint: str) -> None:
    with pytest.raises(NoSuchName) as error:
        find_removable(name, INPUTS, PAPERS)
    assert hint in str(error.value)
