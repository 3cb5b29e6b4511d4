"""The rooms of the package: a newcomer who knows a module's name knows where it is."""

from collections import defaultdict
from pathlib import Path

import kg

PACKAGE = Path(kg.__file__).parent
AT_THE_ROOT = {"__init__.py", "__main__.py", "built.py", "pipeline.py"}


def test_the_root_holds_the_way_in_and_nothing_else():
    assert {path.name for path in PACKAGE.glob("*.py")} == AT_THE_ROOT


def test_no_two_modules_have_one_name():
    homes = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "__init__.py":
            homes[path.name].append(path.relative_to(PACKAGE).as_posix())
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_every_room_is_a_package():
    for path in PACKAGE.rglob("*.py"):
        assert (path.parent / "__init__.py").exists(), path
