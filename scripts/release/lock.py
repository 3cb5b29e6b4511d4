"""The versions that are tested, as `requirements.lock`, and whether they hold.

    python -m scripts.release.lock           write it: what pip chooses today for the package with its tests
    python -m scripts.release.lock --check   whether it is enough for pyproject.toml, and where this environment differs
    python -m scripts.release.lock --audit   whether a version in it is known to be vulnerable (pip-audit)

To install what was tested: `pip install --no-deps --require-hashes -r requirements.lock`, then the package itself with
`--no-deps`. Hashes are of the files for this platform and version of Python.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
HEAD = "# Made by `python -m scripts.release.lock`: what the tests ran with. Hashes are of the files for {platform}.\n"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\$", re.MULTILINE)
_EXTRAS = ("test",)


def write() -> None:
    """Ask pip which files it would install into an empty environment."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    done = subprocess.run([*command, f"{ROOT}[{','.join(_EXTRAS)}]"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"pip cannot choose versions: {done.stderr.strip()[-500:]}")
    report = json.loads(done.stdout)
    lines = []
    for package in report["install"]:
        name = canonicalize_name(package["metadata"]["name"])
        if "archive_info" in package["download_info"]:  # the package itself is a folder
            digest = package["download_info"]["archive_info"]["hashes"]["sha256"]
            lines.append(f"{name}=={package['metadata']['version']} \\\n    --hash=sha256:{digest}\n")
    where = report["environment"]
    platform = f"CPython {where['python_version']} on {where['sys_platform']}, {where['platform_machine']}"
    LOCK.write_text(HEAD.format(platform=platform) + "".join(sorted(lines)), encoding="utf-8")


def read_pins() -> dict[str, str]:
    """Version by name, as locked."""
    return dict(_PIN.findall(LOCK.read_text(encoding="utf-8")))


def find_mistakes(locked: dict[str, str], project: dict[str, object]) -> list[str]:
    """What pyproject.toml asks for that is not locked, or in a version that does not do."""
    name, extras = str(project["name"]), project["optional-dependencies"]
    wanted = project["dependencies"]
    if not isinstance(wanted, list) or not isinstance(extras, dict):
        raise SystemExit("pyproject.toml lists no dependencies.")
    found = []
    for text in (*wanted, *(line for extra in _EXTRAS for line in extras[extra])):
        asked = Requirement(text)
        version = locked.get(canonicalize_name(asked.name))
        if version is None:
            found.append(f"{asked.name}, which {name} needs, is not locked")
        elif not asked.specifier.contains(version, prereleases=True):
            found.append(f"{asked.name} is locked at {version}, and pyproject.toml asks for {asked.specifier}")
    return found


def check() -> int:
    """An exit code: 1 where the lock is not enough. Differences of this environment are printed, and are no mistake."""
    locked = read_pins()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wrong = find_mistakes(locked, project)
    for mistake in wrong:
        print(f"{mistake}; run `python -m scripts.release.lock`.")
    installed = {str(canonicalize_name(found.metadata["Name"])): found.version for found in metadata.distributions()}
    different = [
        f"{name} {installed.get(name, 'missing')} (locked: {version})"
        for name, version in sorted(locked.items())
        if installed.get(name) != version
    ]
    print(f"{len(locked)} versions are locked; this environment has {', '.join(different) or 'the same'}.")
    return 1 if wrong else 0


def audit() -> int:
    """An exit code: 1 where a locked version is known to be vulnerable. Without its service, pip-audit cannot tell."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--no-deps", "--disable-pip"]
    done = subprocess.run(
        [*command, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True, check=False
    )
    try:
        dependencies = json.loads(done.stdout)["dependencies"]
    except ValueError:
        dependencies = []
    known = [dependency for dependency in dependencies if "skip_reason" not in dependency]
    if not known:
        print(f"Not audited: pip-audit reached no service that knows these (it ended with {done.returncode}).")
        return 0
    vulnerable = [dependency for dependency in known if dependency["vulns"]]
    for dependency in vulnerable:
        ids = ", ".join(entry["id"] for entry in dependency["vulns"])
        print(f"{dependency['name']} {dependency['version']}: {ids}")
    print(f"{len(known)} of {len(read_pins())} locked versions were audited, {len(vulnerable)} are vulnerable.")
    return 1 if vulnerable else 0


def main() -> int:
    """Do what is asked."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.release.lock",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--audit", action="store_true")
    arguments = parser.parse_args()
    if arguments.check:
        return check()
    if arguments.audit:
        return audit()
    write()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
