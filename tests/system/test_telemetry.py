"""Nothing leaves the machine: what each way to run `kg` leaves in a clean home, and whom it tries to reach.

System calls are traced, since libraries in C and Rust call out past anything that Python could watch. A control runs
ONNX Runtime by itself, so that a test which could not see its telemetry does not pass.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import pytest

from kg.system.telemetry import VARIABLE, switch_off_telemetry

ROOT = Path(__file__).parents[2]
NETWORK = ROOT / "kg" / "extraction" / "model" / "kg_encoder" / "network.onnx"
SILENCING = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "JENKINS_URL", VARIABLE)  # where set, ONNX Runtime sends nothing
PATIENCE = 300  # seconds, of which a passing test needs few
PAPERS = [
    {"id": "a", "title": "Guided Sampling", "abstract": "We propose GuideNet. It reaches an FID of 2.04 on ImageNet."},
    {"id": "b", "title": "Low-Rank Tuning", "abstract": "Low-rank adaptation (LoRA) is evaluated on GSM8K and MMLU."},
]

# Each ends with `hold()`, which keeps the process alive as long as the test wants to watch it.
HOLD = """
import os, sys, time
def hold():
    open("held", "w").close()
    while os.environ["WATCHED"] and not os.path.exists(os.environ["WATCHED"]):
        time.sleep(0.05)
"""
WAYS = {
    "command line": """
from kg.cli import main
assert main(["build", "papers.jsonl", "-o", "graph"]) == 0
os.environ["KG_OUTPUT"] = "graph"
for line in ("extract papers.jsonl -o extracted.jsonl", "entities -o entities.csv", "stats", "search lora", "validate",
             "query leaderboard", "query merges --timeout 100", "map --top 5 -o map.html", "show LoRA",
             "export jsonld -o graph.jsonld", "export page -o page.html", "export croissant"):
    code = main(line.split())
    assert code in (0, 1, 2), line
hold()
""",
    "library": """
import kg.extraction
assert [found.mentions for found in kg.extraction.load().extract(["Tuning\\n\\nWe use low-rank adaptation (LoRA)."])][0]
hold()
""",
    "workers": """
from kg.pipeline import extract_batch
from kg.engines import map_batches
if __name__ == "__main__":
    texts = [["Tuning\\n\\nWe use low-rank adaptation (LoRA)."], ["Guiding\\n\\nWe use GuideNet on ImageNet."]]
    found = []
    for _, of_batch in map_batches(extract_batch, texts, workers=2):
        found += of_batch
        hold()
    assert len(found) == 2 and found[0].mentions
""",
    "cluster": """
from kg.cli import main
if __name__ == "__main__":
    assert main(["build", "papers.jsonl", "-o", "graph", "--engine", "dask", "--workers", "2"]) == 0
    hold()
""",
    "server": """
import subprocess
from urllib.request import urlopen
command = [sys.executable, "-m", "kg", "serve", "--graph", "served", "--port", "0", "--workers", "1"]
with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
    try:
        address = server.stderr.readline().split()[2]
        for path in ("", "sparql?query=ASK%20%7B%7D", "id/method/x", "id/method/x?format=turtle", "schema"):
            assert urlopen(address + path).read()
        hold()
    finally:
        server.terminate()
""",
}
ALONE = f"""
import onnxruntime
session = onnxruntime.InferenceSession({str(NETWORK)!r}, providers=["CPUExecutionProvider"])
hold()
"""
GRAPH = '<https://w3id.org/kg-papers/id/method/x> <http://www.w3.org/2004/02/skos/core#prefLabel> "LoRA" .\n'


def clean_home(folder: Path) -> dict[str, str]:
    """An environment with nothing in it, made below a folder: HOME, all of XDG's folders, and TMPDIR."""
    places = {
        "HOME": "home",
        "XDG_CACHE_HOME": "home/.cache",
        "XDG_CONFIG_HOME": "home/.config",
        "XDG_DATA_HOME": "home/.local/share",
        "XDG_STATE_HOME": "home/.local/state",
        "XDG_RUNTIME_DIR": "run",
        "TMPDIR": "tmp",
    }
    for place in places.values():
        (folder / place).mkdir(parents=True)
    inherited = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    assert not {*inherited, *places} & {*SILENCING}
    return {
        **inherited,
        **{name: str(folder / place) for name, place in places.items()},
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def list_left_files(folder: Path) -> list[str]:
    """The files left in a home, and in the folders for caches and temporary files."""
    places = [path for name in ("home", "run", "tmp") for path in (folder / name).rglob("*")]
    return sorted(str(path.relative_to(folder)) for path in places if not path.is_dir())


def start_process(
    way: str, code: str, folder: Path, *, trace: Path | None = None, until: Path | None = None
) -> subprocess.Popen[str]:
    """A way to run `kg`, as a script of its own in a clean home; traced, and held until a file is there."""
    environment = {**clean_home(folder), "WATCHED": str(until or "")}
    work = folder / "work"
    (work / "served").mkdir(parents=True)
    (work / "served" / "graph.ttl").write_text(GRAPH)
    (work / "papers.jsonl").write_text("".join(f"{json.dumps(paper)}\n" for paper in PAPERS))
    script = work / f"{way.replace(' ', '_')}.py"
    script.write_text(HOLD + code)
    command = [sys.executable, str(script)]
    if trace is not None:
        assert shutil.which("strace"), "These tests trace system calls; install strace (`apt-get install strace`)."
        calls = "trace=connect,sendto,sendmsg,sendmmsg,open,openat"
        command = ["strace", "-f", "-qq", "-s", "200", "--seccomp-bpf", "-e", calls, "-o", str(trace), *command]
    return subprocess.Popen(
        command, cwd=work, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


# ---- files


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_no_file_is_left_in_a_clean_home(way, tmp_path) -> None:
    with start_process(way, WAYS[way], tmp_path) as process:
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert list_left_files(tmp_path) == []


@pytest.mark.slow
def test_without_the_switch_files_would_be_seen(tmp_path) -> None:
    with start_process("alone", ALONE, tmp_path) as process:
        process.communicate(timeout=PATIENCE)
    assert "home/.cache/Microsoft/DeveloperTools/.onnxruntime/deviceid" in list_left_files(tmp_path)


# ---- look-ups and connections


@dataclass(frozen=True)
class Watched:
    """What a traced process did."""

    errors: str
    code: int
    calls: list[str]


_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
_PORT = re.compile(r"sin6?_port=htons\((\d+)\)")
_NAME_SERVICE = "53"
_LOOKED_UP = re.compile(r'open(?:at)?\(.*"(?:/etc/resolv\.conf|/etc/hosts)"|connect\(.*sun_path="/(?!run/uuidd/)')
"""Not the daemon of this machine that numbers come from, which the C library of UUIDs asks for."""


def find_outgoing(calls: list[str]) -> list[str]:
    """The calls that look a name up or speak to another machine."""
    return [call for call in calls if _LOOKED_UP.search(call) or _leaves(call)]


def _leaves(call: str) -> bool:
    address, port = _ADDRESS.search(call), _PORT.search(call)
    if address is None:
        return False
    remote = not ip_address(address[1] or address[2]).is_loopback
    return remote or (port is not None and port[1] == _NAME_SERVICE)


@pytest.mark.parametrize(
    ("call", "out"),
    [
        ('7 connect(8, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.7")}, 16) = -1', True),
        ('7 connect(8, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0', True),
        ('7 connect(8, {sa_family=AF_INET, sin_port=htons(7474), sin_addr=inet_addr("127.0.0.1")}, 16) = 0', False),
        (
            "7 connect(8, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), "
            'inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28 <unfinished ...>',
            True,
        ),
        (
            '7 sendto(9, "x", 1, 0, {sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0), '
            'inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 1',
            False,
        ),
        (
            '7 sendto(9, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("192.0.2.7")}, 16) = 1',
            True,
        ),
        ('7 connect(8, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT', True),
        ('7 connect(8, {sa_family=AF_UNIX, sun_path="/run/uuidd/request"}, 110) = -1 ENOENT', False),
        ('7 openat(AT_FDCWD, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC <unfinished ...>', True),
        ('7 openat(AT_FDCWD, "/etc/os-release", O_RDONLY|O_CLOEXEC) = 6', False),
        ('7 sendto(4, "inet", 4, 0, NULL, 0) = 4', False),
    ],
)
def test_what_counts_as_reaching_out(call, out) -> None:
    assert bool(find_outgoing([call])) is out


@pytest.fixture(scope="module")
def traced_ways(tmp_path_factory) -> Iterator[dict[str, Watched]]:
    """All ways, traced side by side, and ONNX Runtime alone: all live as long again as that took to call out."""
    end = tmp_path_factory.mktemp("watched") / "end"
    places = {way: tmp_path_factory.mktemp("way") for way in ("alone", *WAYS)}
    begun = time.monotonic()
    processes = {
        way: start_process(way, WAYS.get(way, ALONE), at, trace=at / "trace", until=end) for way, at in places.items()
    }
    try:
        _wait_until(lambda: bool(find_outgoing(_calls(places["alone"]))))
        took = time.monotonic() - begun
        _wait_until(lambda: all((at / "work" / "held").exists() or processes[way].poll() for way, at in places.items()))
        time.sleep(took)
        end.touch()
        errors = {way: process.communicate(timeout=PATIENCE)[1] for way, process in processes.items()}
        yield {way: Watched(errors[way], processes[way].returncode, _calls(places[way])) for way in processes}
    finally:
        end.touch()
        for process in processes.values():
            process.communicate(timeout=PATIENCE)


def _calls(place: Path) -> list[str]:
    trace = place / "trace"
    return trace.read_text(errors="replace").splitlines() if trace.exists() else []


def _wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "ONNX Runtime alone did not call out, so it would not be seen of kg either"
        time.sleep(0.2)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_looked_up_or_called(way, traced_ways) -> None:
    seen = traced_ways[way]
    assert seen.code == 0, seen.errors
    assert len(seen.calls) > 100
    assert find_outgoing(seen.calls) == []


@pytest.mark.slow
def test_without_the_switch_a_look_up_would_be_seen(traced_ways) -> None:
    assert find_outgoing(traced_ways["alone"].calls)


# ---- the switch


@pytest.mark.parametrize("setting", [None, "", "0", "1", "false"])
def test_the_switch_is_set_whatever_the_user_said(setting, monkeypatch) -> None:
    monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)
    if setting is None:
        monkeypatch.delenv(VARIABLE, raising=False)
    else:
        monkeypatch.setenv(VARIABLE, setting)
    switch_off_telemetry()
    assert os.environ[VARIABLE] == "1"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "warned"),
    [
        ("import onnxruntime, kg, kg.extraction; kg.extraction.load()", 1),
        ("import kg, onnxruntime, kg.extraction; kg.extraction.load()", 0),
        (f"import os; os.environ['{VARIABLE}'] = 'True'; import onnxruntime, kg", 0),
        (f"import os; os.environ['{VARIABLE}'] = '0'; import onnxruntime, kg, kg.model.errors", 1),
    ],
)
def test_importing_onnxruntime_before_kg_warns_once(code, warned, tmp_path) -> None:
    script = tmp_path / "before.py"
    script.write_text(code.replace("; ", "\n") + "\n")
    command = [sys.executable, "-W", "always", str(script)]
    environment = {**clean_home(tmp_path), "PYTHONWARNINGS": "always"}
    warning_text = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stderr
    assert warning_text.count("UserWarning: onnxruntime was imported before kg") == warned
    assert ("before.py:" in warning_text) is bool(warned), "it names the line that imports kg"


def test_a_program_that_raises_warnings_is_told_by_an_error(monkeypatch) -> None:
    monkeypatch.setenv(VARIABLE, "0")
    monkeypatch.setitem(sys.modules, "onnxruntime", sys)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(UserWarning, match="import kg first"):
            switch_off_telemetry()


@pytest.mark.parametrize(
    "script", sorted((ROOT / "scripts").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_scripts_import_kg_before_onnxruntime(script) -> None:
    lines: dict[str, int] = {}
    for node in ast.walk(ast.parse(script.read_text())):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        for name in names:
            package = name.partition(".")[0]
            lines[package] = min(node.lineno, lines.get(package, node.lineno))
    if "onnxruntime" in lines:
        assert lines.get("kg", sys.maxsize) < lines["onnxruntime"]
