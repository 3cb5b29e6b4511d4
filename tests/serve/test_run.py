"""The server is told to stop: while it starts, while it serves, while it stops."""

from __future__ import annotations

import signal

import pytest

pytestmark = pytest.mark.slow

INT, TERM = signal.SIGINT, signal.SIGTERM
CODES = {INT: 130, TERM: 143}
MOMENTS = [
    "import kg.cli.serve_command",
    "import uvicorn",
    "call kg/sparql/index.py:build_index",
    "call kg/serve/run.py:serve",
    "call kg/serve/run.py:stopping_on_signals",
    "call uvicorn/server.py:run",
    "call kg/serve/run.py:startup",
    "call kg/sparql/processes/pool.py:__aenter__",
    "call kg/sparql/processes/query_process.py:__init__",
    "return kg/sparql/processes/pool.py:_in_thread",
    "return kg/sparql/processes/pool.py:__aenter__",
    "call kg/cli/serve_command.py:_print_address",
    "return kg/cli/serve_command.py:_print_address",
    "call uvicorn/server.py:main_loop",
    "call uvicorn/server.py:on_tick",
]


@pytest.mark.parametrize("by", [INT, TERM])
@pytest.mark.parametrize("at", MOMENTS)
def test_a_server_that_is_told_to_stop(at, by, own_folder, run_with_signal) -> None:
    code, message = run_with_signal(
        ["serve", "--graph", str(own_folder), "--port", "0", "--workers", "2"], at=at, by=by
    )
    assert code == CODES[by]
    assert [line for line in message.splitlines() if not line.startswith("Serving at ")] == []
