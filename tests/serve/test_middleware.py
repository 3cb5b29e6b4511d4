"""The middleware: which hosts the server answers for, and whose pages may read its answers."""

from __future__ import annotations

import socket

import httpx
import pytest

from kg.model.errors import UsageError
from kg.serve.middleware import KnownHosts, is_any, parse_origin
from kg.serve.replies import CUT, make_error_reply

LOCAL = [
    "localhost",
    "LOCALHOST:80",
    "localhost.:7474",
    "127.0.0.1",
    "127.0.0.1:7474",
    "127.9.9.9",
    "[::1]",
    "[::1]:7474",
]
OTHER = [
    "example.org",
    "localhost.example.org",
    "example.org:7474",
    "127.0.0.1.nip.io",
    "evil@localhost",
    "a b",
    "",
    "x:y",
]
ADDRESSES = ["192.168.1.5", "192.168.1.5:7474", "[fe80::1]:80", "8.8.8.8"]
ME = socket.gethostname()


@pytest.mark.parametrize(
    ("bound", "more", "known", "unknown"),
    [
        ("127.0.0.1", (), LOCAL, [*OTHER, *ADDRESSES, ME]),
        ("localhost", (), LOCAL, [*OTHER, *ADDRESSES]),
        ("::1", (), LOCAL, [*OTHER, *ADDRESSES]),
        ("192.168.1.5", (), [*LOCAL, *ADDRESSES[:2]], [*OTHER, *ADDRESSES[2:]]),
        ("FE80::1", (), [*LOCAL, "[fe80::1]", "[fe80:0::1]:9"], [*OTHER, *ADDRESSES[:2]]),
        ("Graph.example.org", (), [*LOCAL, "graph.example.org:7474"], [*OTHER, *ADDRESSES]),
        ("0.0.0.0", (), [*LOCAL, *ADDRESSES, ME, f"{ME.partition('.')[0]}.local:7474"], OTHER),
        ("::", (), [*LOCAL, *ADDRESSES, ME], OTHER),
        ("127.0.0.1", ("Example.ORG",), [*LOCAL, "example.org", "example.org:7474"], [OTHER[1], *ADDRESSES]),
    ],
)
def test_a_name_that_is_not_the_servers_is_not_known(
    bound: str, more: tuple[str, ...], known: list[str], unknown: list[str]
) -> None:
    hosts = KnownHosts(make_error_reply(200, ""), bound=bound, more=more)
    assert [name for name in known if not hosts.knows(name)] == []
    assert [name for name in unknown if hosts.knows(name)] == []


@pytest.mark.parametrize(
    ("host", "answer"), [("0.0.0.0", True), ("::", True), ("", True), ("127.0.0.1", False), ("x", False)]
)
def test_an_address_for_all(host: str, answer: bool) -> None:
    assert is_any(host) is answer


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK{}", "/id/method/cfg", "/reconcile", "/query", "/style.css", "/none"]
)
def test_a_page_whose_name_was_made_to_lead_here_reads_nothing(client: httpx.Client, path: str) -> None:
    reply = client.get(path, headers={"Host": "rebound.example.org:7474"})
    assert reply.status_code == 421
    assert "--allow-host" in reply.text
    assert client.options(path, headers={"Host": "rebound.example.org"}).status_code == 421
    assert client.get(path, headers={"Host": "localhost:1234"}).status_code != 421


@pytest.mark.slow
def test_names_and_origins_are_options(own_folder, start_server) -> None:
    options = (
        "--workers",
        "1",
        "--allow-host",
        "graph.example.org",
        "--cors",
        "https://a.example",
        "--cors",
        "http://b:8080",
    )
    with start_server(own_folder, *options) as server, httpx.Client(base_url=server.url, timeout=60) as client:
        assert client.get("/schema", headers={"Host": "graph.example.org"}).status_code == 200
        assert client.get("/schema", headers={"Host": "example.org"}).status_code == 421
        for name in ("https://a.example", "http://b:8080"):
            reply = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": name})
            assert reply.headers["access-control-allow-origin"] == name
            assert CUT in reply.headers["access-control-expose-headers"]
            assert {"Accept", "Origin"} <= set(reply.headers["vary"].split(", "))
            preflight = client.options("/sparql", headers={"Origin": name, **WANTED})
            assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (200, name)
            assert "POST" in preflight.headers["access-control-allow-methods"]
            assert preflight.headers["access-control-allow-headers"] == "content-type"
        reply = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://c.example"})
        assert "access-control-allow-origin" not in reply.headers
        assert "Origin" in reply.headers["vary"]
        assert (
            "Origin" in client.get("/sparql", params={"query": "ASK {}"}).headers["vary"]
        )  # a cache serves others too
        assert client.options("/sparql", headers={"Origin": "https://c.example", **WANTED}).status_code == 400
        assert (
            client.get("/reconcile", headers={"Origin": "https://c.example"}).headers["access-control-allow-origin"]
            == "*"
        )


WANTED = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
FOREIGN = {"Origin": "https://example.org"}


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK{}", "/", "/id/method/cfg", "/search?q=a", "/query", "/schema", "/reconciled"]
)
def test_pages_of_other_sites_may_not_read(client: httpx.Client, path: str) -> None:
    for reply in (client.get(path, headers=FOREIGN), client.options(path, headers=FOREIGN | WANTED)):
        assert not [name for name in reply.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    "path", ["/reconcile", "/reconcile/suggest/type?prefix=m", "/reconcile/preview?id=x", "/reconcile/view?id=x"]
)
def test_pages_of_all_sites_may_reconcile(client: httpx.Client, path: str) -> None:
    assert client.get(path, headers=FOREIGN).headers["access-control-allow-origin"] == "*"
    preflight = client.options(path, headers=FOREIGN | WANTED)
    assert preflight.status_code == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    "text", ["example.org", "https://example.org/", "https://example.org/x", "null", "", "https://", "a b"]
)
def test_what_is_no_origin_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="--cors takes an origin such as"):
        parse_origin(text)


def test_origins_are_as_browsers_write_them() -> None:
    assert [parse_origin("HTTPS://Example.org:8443"), parse_origin("*")] == ["https://example.org:8443", "*"]
