"""The reconciliation service: its answers keep to the specification, and no client can make it do anything else.

The shapes below say what version 0.2 of the specification asks of each answer, and nothing beyond it may be there.
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette

from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, PaperFacts, Relation
from kg.model.records import Paper
from kg.model.types import Label
from kg.rdf.namespaces import ID_BASE, KG
from kg.serve.context import Context
from kg.serve.reconcile import routes
from kg.serve.reconcile.requests import MOST_CANDIDATES, MOST_IDS, MOST_QUERIES
from kg.sparql.limits import Limits
from kg.text.normalise import normalise
from tests.fixtures.stored import write_knowledge


class Client:
    """Asks an application without a server in between."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        self._app = Starlette(routes=routes(Context(folder, limits or Limits())))

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost:7474") as client:
                return await client.request(method, path, **options)

        return asyncio.run(send())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)


HOSTILE = "<img src=x onerror=alert(1)>{{ 7*7 }}\"'</style><script>"


def object_of(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    properties = required | (optional or {})
    return {"type": "object", "properties": properties, "required": [*required], "additionalProperties": False}


def array_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT, NUMBER, TRUTH = {"type": "string"}, {"type": "number"}, {"type": "boolean"}
NAMED = object_of({"id": TEXT, "name": TEXT}, {"description": TEXT})
KIND = object_of({"id": TEXT, "name": TEXT}, {"description": TEXT, "broader": array_of(NAMED)})
WITH_ID = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
WHERE = object_of({"service_url": {"type": "string", "pattern": "^http"}, "service_path": TEXT})
MANIFEST = object_of(
    {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": TEXT,
        "schemaSpace": TEXT,
    },
    {
        "serviceVersion": TEXT,
        "defaultTypes": array_of(KIND) | {"uniqueItems": True},
        "view": object_of({"url": WITH_ID}),
        "preview": object_of({"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "suggest": object_of({}, {"entity": WHERE, "type": WHERE, "property": WHERE}),
        "extend": object_of(
            {},
            {
                "propose_properties": WHERE,
                "property_settings": array_of(
                    object_of(
                        {"name": TEXT, "label": TEXT, "type": {"const": "number"}},
                        {"default": NUMBER, "help_text": TEXT},
                    )
                ),
            },
        ),
        "batchSize": {"type": "integer"},
    },
)
CANDIDATE = object_of(
    {"id": TEXT, "name": TEXT, "score": {"type": "number", "minimum": 0, "maximum": 100}},
    {
        "description": TEXT,
        "type": array_of(NAMED),
        "match": TRUTH,
        "features": array_of(object_of({"id": TEXT, "value": {"type": ["number", "boolean"]}})),
    },
)
RESULT = object_of({"result": array_of(CANDIDATE)}, {"error": TEXT})
BATCH = {"type": "object", "additionalProperties": RESULT}
SUGGESTED_ENTITIES = object_of(
    {"result": array_of(object_of({"id": TEXT, "name": TEXT}, {"description": TEXT, "notable": array_of(NAMED)}))}
)
SUGGESTED_TYPES = object_of({"result": array_of(KIND)})
SUGGESTED_PROPERTIES = object_of({"result": array_of(NAMED)})
PROPOSED = object_of({"properties": array_of(NAMED)}, {"type": TEXT, "limit": {"type": "integer"}})
VALUE = {"oneOf": [NAMED, object_of({"str": TEXT}), object_of({"int": {"type": "integer"}})]}
EXTENDED = object_of(
    {
        "meta": array_of(NAMED),
        "rows": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": array_of(VALUE)}},
    }
)


def check_shape(value: Any, shape: dict[str, Any]) -> Any:
    Draft202012Validator(shape).validate(value)
    return value


# ---- a graph written by hand


def entity(entity_id: str, name: str, *aliases: str, papers: int = 1, **more: Any) -> Entity:
    kind: Label = entity_id.split("/")[0].upper()  # type: ignore[assignment] # one of them
    return Entity(EntityId(entity_id), kind, name, tuple((a, 1) for a in (name, *aliases)), (), papers, papers, **more)


ENTITIES = (
    entity("dataset/gsm8k", "GSM8K", papers=6, is_benchmark=True),
    entity("dataset/math", "MATH", papers=2, is_benchmark=True),
    entity("dataset/pile", "the Pile"),
    entity("method/cfg", "classifier-free guidance", "CFG", papers=15),
    entity("method/curriculum-learning", "curriculum learning", "CL", papers=5),
    entity("method/guidance", "guidance", papers=3),
    entity("metric/fid", "FID", papers=7, higher_is_better=False),
    entity("model/baai%2Fbge-m3", "BAAI/bge-m3"),
    entity("model/evil", HOSTILE, HOSTILE + "2"),
    entity("task/continual-learning", "continual learning", "CL", papers=8),
    entity("task/math", "math", papers=7),
)


def facts(paper_id: str, title: str, *proposed: str) -> PaperFacts:
    relations = tuple(Relation("proposes", EntityId(entity_id), 0, 1, 0, 1, 0.9, False, "") for entity_id in proposed)
    denied = Relation("proposes", EntityId("metric/fid"), 0, 1, 0, 1, 0.9, True, "")
    return PaperFacts(Paper(paper_id, title, "Abstract."), (), (*relations, denied), (), (), ())


KNOWLEDGE = Knowledge(
    papers=(
        facts("guided", "On guidance", "method/cfg", "method/cfg"),
        facts("the worst/paper", f"A title {HOSTILE}", "method/cfg", "model/evil"),
    ),
    entities=ENTITIES,
    entity_relations=(EntityRelation("broader", EntityId("method/cfg"), EntityId("method/guidance"), "", (), 1.0),),
)


def write_graph(folder: Path, knowledge: Knowledge) -> None:
    write_knowledge(folder, knowledge)
    aside = folder / "graph.ttl.new"
    aside.write_text("", encoding="utf-8")
    aside.replace(folder / "graph.ttl")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reconcile")
    write_graph(folder, KNOWLEDGE)
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> Client:
    return Client(folder)


def ask(client: Client, **query: Any) -> list[dict[str, Any]]:
    reply = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert reply.status_code == 200, reply.text
    (result,) = check_shape(reply.json(), BATCH).values()
    return result["result"]


def ids(candidates: list[dict[str, Any]]) -> list[str]:
    return [candidate["id"] for candidate in candidates]


def extend(client: Client, ids: list[str], *properties: dict[str, Any]) -> Any:
    reply = client.post("/reconcile", data={"extend": json.dumps({"ids": ids, "properties": properties})})
    assert reply.status_code == 200, reply.text
    return check_shape(reply.json(), EXTENDED)


# ---- the manifest


def test_the_manifest_says_what_there_is_and_where(client: Client) -> None:
    manifest = check_shape(client.get("/reconcile").json(), MANIFEST)
    assert (manifest["identifierSpace"], manifest["schemaSpace"]) == (ID_BASE, KG)
    assert [kind["id"] for kind in manifest["defaultTypes"]] == [
        "Method",
        "Model",
        "Dataset",
        "Benchmark",
        "Metric",
        "Task",
    ]
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert client.get(service["service_url"] + service["service_path"]).status_code == 200
    for page in (manifest["view"], manifest["preview"]):
        url = page["url"].replace("{{id}}", "method%2Fcfg")
        assert client.get(url).status_code in (200, 303)


def test_addresses_follow_the_host_that_was_asked(client: Client) -> None:
    manifest = client.get("/reconcile", headers={"host": "kg.example:8080"}).json()
    assert manifest["view"]["url"] == "http://kg.example:8080/reconcile/view?id={{id}}"


# ---- queries


def test_a_batch_is_answered_by_its_keys_by_post_and_by_get(client: Client) -> None:
    queries = json.dumps({"a": {"query": "clasifier free guidance"}, "é": {"query": "gsm 8k", "limit": 1}})
    posted = client.post("/reconcile", data={"queries": queries})
    got = client.get("/reconcile", params={"queries": queries})
    assert posted.json() == got.json()
    answers = check_shape(got.json(), BATCH)
    assert answers["a"]["result"][0]["id"] == "method/cfg"
    assert ids(answers["é"]["result"]) == ["dataset/gsm8k"]
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.headers["content-type"] == "application/json"


@pytest.mark.parametrize("query", ["CFG", '{"query": "CFG", "type": "Method"}'])
def test_a_single_query_is_text_or_json(client: Client, query: str) -> None:
    for reply in (client.get("/reconcile", params={"query": query}), client.post("/reconcile", data={"query": query})):
        assert check_shape(reply.json(), RESULT)["result"][0]["id"] == "method/cfg"


def test_a_candidate_says_what_it_is_and_why(client: Client) -> None:
    (first, *_) = ask(client, query="gsm-8k")
    assert first == {
        "id": "dataset/gsm8k",
        "name": "GSM8K",
        "description": "benchmark in 6 papers",
        "type": [{"id": "Benchmark", "name": "Benchmark"}, {"id": "Dataset", "name": "Dataset"}],
        "score": 100,
        "features": [
            {"id": "name_score", "value": 100},
            {"id": "exact_name", "value": True},
            {"id": "papers", "value": 6},
        ],
        "match": True,
    }


@pytest.mark.parametrize(
    ("query", "matched"),
    [
        ({"query": "CFG"}, ["method/cfg"]),
        ({"query": "method/cfg"}, ["method/cfg"]),
        ({"query": f"{ID_BASE}method/cfg"}, ["method/cfg"]),
        ({"query": "clasifier-free guidance"}, []),  # almost that name is not that name
        ({"query": "classifier-free"}, []),
        ({"query": "CL"}, []),  # two are written so
        ({"query": "CL", "type": "Task"}, ["task/continual-learning"]),  # of tasks only one is
        ({"query": "math"}, []),
        ({"query": "math", "type": "Benchmark"}, ["dataset/math"]),
        ({"query": "CFG", "properties": [{"pid": "broader", "v": "guidance"}]}, ["method/cfg"]),
        ({"query": "CFG", "properties": [{"pid": "broader", "v": "diffusion"}]}, []),
    ],
)
def test_a_match_is_one_clear_exact_name(client: Client, query: dict[str, Any], matched: list[str]) -> None:
    candidates = ask(client, **query)
    assert [candidate["id"] for candidate in candidates if candidate["match"]] == matched
    assert candidates


@pytest.mark.parametrize(
    ("restrictions", "expected"),
    [
        ({"type": "Dataset"}, ["dataset/math"]),  # a benchmark is a dataset
        ({"type": f"{KG}Task", "type_strict": "should"}, ["task/math"]),
        ({"type": ["kg:Task", "benchmark"]}, ["task/math", "dataset/math"]),
        ({"type": ["Task", "Dataset"], "type_strict": "all"}, []),
        ({"type": ["Benchmark", "Dataset"], "type_strict": "all"}, ["dataset/math"]),
        ({"limit": 1}, ["task/math"]),
    ],
)
def test_types_and_limit_restrict_candidates(client: Client, restrictions: dict[str, Any], expected: list[str]) -> None:
    assert ids(ask(client, query="Math", **restrictions)) == expected


def test_no_limit_gets_more_than_the_most(tmp_path: Path) -> None:
    many = tuple(entity(f"method/m{n:03}", f"method {n:03}") for n in range(MOST_CANDIDATES + 5))
    write_graph(tmp_path, Knowledge((), many, ()))
    assert len(ask(Client(tmp_path), query="method", limit=10**9)) == MOST_CANDIDATES
    assert len(ask(Client(tmp_path), query="method")) == 10


def test_property_values_reorder_and_are_told_as_features(client: Client) -> None:
    wanted = [{"pid": "proposedBy", "v": ["nothing", {"id": "paper/guided"}]}]
    candidates = ask(client, query="guidance", properties=wanted)
    assert [(candidate["id"], candidate["score"]) for candidate in candidates] == [
        ("method/cfg", 70),
        ("method/guidance", 50),
    ]
    assert [candidate["features"][-1] for candidate in candidates] == [
        {"id": "property:proposedBy", "value": True},
        {"id": "property:proposedBy", "value": False},
    ]


@pytest.mark.parametrize(
    ("pid", "value", "expected"),
    [
        ("broader", {"id": "method/guidance", "name": "whatever"}, ["method/cfg"]),
        ("altLabel", "cfg", ["method/cfg"]),
        ("higherIsBetter", False, ["metric/fid"]),
        ("higherIsBetter", True, []),
        ("paperCount", 15, ["method/cfg"]),
        ("paperCount", 15.0, ["method/cfg"]),
        ("paperCount", ["15", 6], ["method/cfg", "dataset/gsm8k"]),
        ("type", "metric", ["metric/fid"]),
        ("narrower", "classifier free guidance", ["method/guidance"]),
    ],
)
def test_properties_alone_are_a_query(client: Client, pid: str, value: object, expected: list[str]) -> None:
    candidates = ask(client, properties=[{"pid": pid, "v": value}])
    assert ids(candidates) == expected
    assert not any(candidate["match"] for candidate in candidates)


# ---- suggest


def test_entities_are_suggested_while_one_types(client: Client) -> None:
    def suggest(**params: Any) -> list[str]:
        reply = client.get("/reconcile/suggest/entity", params=params)
        return ids(check_shape(reply.json(), SUGGESTED_ENTITIES)["result"])

    assert suggest(prefix="classif")[0] == "method/cfg"
    assert suggest(prefix="method/cfg")[0] == "method/cfg"
    everything = suggest(prefix="")
    assert everything[0] == "method/cfg"  # in most papers
    assert len(everything) == 10
    assert [*everything, *suggest(prefix="", cursor="10")] == [*everything, "model/evil"]
    assert suggest(prefix="CL", cursor=1) == suggest(prefix="CL")[1:]
    assert suggest(prefix="CL", cursor=999_999_999) == []


def test_types_and_properties_are_suggested(client: Client) -> None:
    types = client.get("/reconcile/suggest/type", params={"prefix": "be"}).json()
    assert check_shape(types, SUGGESTED_TYPES)["result"][0]["broader"] == [{"id": "Dataset", "name": "Dataset"}]
    assert ids(types["result"]) == ["Benchmark"]
    named = client.get("/reconcile/suggest/property", params={"prefix": "Bet"}).json()
    assert ids(check_shape(named, SUGGESTED_PROPERTIES)["result"]) == ["higherIsBetter"]
    assert client.get("/reconcile/suggest/type", params={"cursor": "6"}).json() == {"result": []}


# ---- data extension


def test_properties_are_proposed_for_a_type(client: Client) -> None:
    metric = check_shape(client.get("/reconcile/properties", params={"type": "Metric"}).json(), PROPOSED)
    method = check_shape(client.get("/reconcile/properties", params={"type": "Method", "limit": "3"}).json(), PROPOSED)
    assert "higherIsBetter" in ids(metric["properties"])
    assert metric["type"] == "Metric"
    assert ids(method["properties"]) == ["type", "prefLabel", "altLabel"]
    assert "higherIsBetter" not in ids(
        client.get("/reconcile/properties", params={"type": "Method"}).json()["properties"]
    )
    everything = check_shape(client.get("/reconcile/properties").json(), PROPOSED)["properties"]
    assert {"higherIsBetter", "proposedBy"} <= set(ids(everything))


def test_values_of_properties_are_told(client: Client) -> None:
    wanted = ("type", "prefLabel", "altLabel", "paperCount", "broader", "proposedBy", "higherIsBetter")
    extension = extend(client, ["method/cfg", "metric/fid", "method/none"], *({"id": name} for name in wanted))
    assert extension["meta"][3] == {"id": "paperCount", "name": "papers"}
    assert extension["rows"]["method/cfg"] == {
        "type": [{"str": "Method"}],
        "prefLabel": [{"str": "classifier-free guidance"}],
        "altLabel": [{"str": "CFG"}],
        "paperCount": [{"int": 15}],
        "broader": [{"id": "method/guidance", "name": "guidance"}],
        "proposedBy": [
            {"id": "paper/guided", "name": "On guidance"},
            {"id": "paper/~the%20worst/paper", "name": f"A title {HOSTILE}"},
        ],
        "higherIsBetter": [],
    }
    assert extension["rows"]["metric/fid"]["higherIsBetter"] == [{"str": "false"}]
    assert extension["rows"]["metric/fid"]["proposedBy"] == []  # that is denied
    assert extension["rows"]["method/none"] == {name: [] for name in wanted}


@pytest.mark.parametrize(("limit", "count"), [(0, 2), (1, 1), ("1", 1), (None, 2), (7, 2)])
def test_a_setting_limits_values(client: Client, limit: object, count: int) -> None:
    extension = extend(client, ["method/cfg"], {"id": "proposedBy", "settings": {"limit": limit}})
    assert len(extension["rows"]["method/cfg"]["proposedBy"]) == count


# ---- pages


def test_a_preview_is_a_page_for_a_frame_and_names_stay_text(client: Client) -> None:
    for identifier in ("model/evil", "paper/~the%20worst/paper"):
        reply = client.get("/reconcile/preview", params={"id": identifier})
        assert reply.status_code == 200
        assert "<img" not in reply.text
        assert "<script" not in reply.text
        assert "49" not in reply.text
        assert "&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}" in reply.text
        policy = reply.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors *" in policy
        assert re.findall(r"</?(\w+)", reply.text)[0:2] == ["html", "head"]
    about = client.get("/reconcile/preview", params={"id": "method/cfg"}).text
    assert "<p>method in 15 papers</p>" in about
    assert "<p>dataset in 1 paper</p>" in client.get("/reconcile/preview", params={"id": "dataset/pile"}).text
    assert "On guidance" in about


def test_the_style_of_a_preview_is_the_one_that_its_policy_allows(client: Client) -> None:
    import base64
    import hashlib

    reply = client.get("/reconcile/preview", params={"id": "method/cfg"})
    style = reply.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("identifier", "path"),
    [
        ("method/cfg", "/id/method/cfg"),
        ("model/baai%2Fbge-m3", "/id/model/baai%2Fbge-m3"),
        ("paper/guided", "/id/paper/guided"),
    ],
)
def test_a_view_leads_to_the_page_of_the_thing(client: Client, identifier: str, path: str) -> None:
    reply = client.get("/reconcile/view", params={"id": identifier})
    assert (reply.status_code, reply.headers["location"]) == (303, path)


@pytest.mark.parametrize("identifier", ["", "method/none", "//evil.example", HOSTILE, "../../etc/passwd", "\0"])
@pytest.mark.parametrize("page", ["view", "preview"])
def test_there_is_no_page_of_what_is_not_there(client: Client, page: str, identifier: str) -> None:
    reply = client.get(f"/reconcile/{page}", params={"id": identifier})
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("text/plain")
    assert identifier == "" or identifier not in reply.text


# ---- what is refused


def expect_refusal(reply: Any, status: int = 400) -> str:
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["access-control-allow-origin"] == "*"
    error = check_shape(reply.json(), object_of({"status": {"const": "error"}, "message": TEXT}))
    return error["message"]


@pytest.mark.parametrize(
    ("queries", "message"),
    [
        ("{", "`queries` is not JSON"),
        ("[" * 100_000, "`queries` is not JSON"),
        ("[]", "`queries` must be a JSON object"),
        (f'{{"a": {{"query": "x", "limit": {"9" * 5000}}}}}', "`queries` is not JSON"),
    ],
)
def test_a_batch_that_is_none_is_refused_with_the_reason(client: Client, queries: str, message: str) -> None:
    assert message in expect_refusal(client.post("/reconcile", data={"queries": queries}))


TOO_MANY = json.dumps({"properties": [{"pid": "type", "v": ["x"] * 101}]})


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("1", "must be a JSON object"),
        ("{}", "must have a `query`, or `properties` of which one is known"),
        ('{"properties": []}', "must have a `query`, or `properties` of which one is known"),
        ('{"properties": [{"pid": "born", "v": 1}]}', "of which one is known: type, prefLabel"),
        ('{"query": ""}', "text that is not empty"),
        ('{"query": " "}', "text that is not empty"),
        ('{"query": 5}', "text that is not empty"),
        ('{"query": "x", "type": 5}', "must be a JSON array"),
        ('{"query": "x", "type_strict": "yes"}', "must be any, should or all"),
        ('{"query": "x", "limit": 0}', "must be a number, at least 1"),
        ('{"query": "x", "limit": NaN}', "must be a number, at least 1"),
        ('{"query": "x", "limit": Infinity}', "must be a number, at least 1"),
        ('{"query": "x", "limit": true}', "must be a number, at least 1"),
        ('{"query": "x", "properties": {}}', "must be a JSON array"),
        ('{"query": "x", "properties": [7]}', "must be a JSON object"),
        ('{"query": "x", "properties": [{"pid": "type"}]}', "has no `v`"),
        ('{"query": "x", "properties": [{"pid": "type", "v": {"name": "x"}}]}', "must be text, number"),
        (TOO_MANY, "send at most 100"),
        (json.dumps({"query": "x", "properties": [{"pid": "type", "v": 1}] * 51}), "send at most 50"),
    ],
)
def test_a_query_that_is_none_costs_itself_and_no_other_of_its_batch(client: Client, query: str, message: str) -> None:
    batch = f'{{"bad": {query}, "good": {{"query": "guidance"}}}}'
    replies = check_shape(client.post("/reconcile", data={"queries": batch}).json(), BATCH)
    assert replies["bad"]["result"] == []
    assert message in replies["bad"]["error"]
    assert replies["good"] == {"result": ask(client, query="guidance")}
    assert ids(replies["good"]["result"])[0] == "method/guidance"
    if query.startswith("{"):
        assert message in expect_refusal(client.get("/reconcile", params={"query": query}))


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({"properties": [{"pid": "born", "v": 1920}]}, {}),
        ({"properties": [{"v": 1}, {"pid": 7, "v": 1}, {"pid": "born"}]}, {}),
        ({"properties": [{"pid": "type", "v": None}, {"pid": "altLabel", "v": [None]}]}, {}),
        (
            {"properties": [{"pid": "born", "v": 1}, {"pid": "paperCount", "v": [None, 3]}]},
            {"properties": [{"pid": "paperCount", "v": 3}]},
        ),
        ({"lang": "en", "user": {}}, {}),
        ({"type": ["Method", "Person"]}, {"type": "Method"}),
    ],
)
def test_what_is_not_known_of_a_query_is_left_out(client: Client, more: dict[str, Any], left: dict[str, Any]) -> None:
    assert ask(client, query="guidance", **more) == ask(client, query="guidance", **left) != []


def test_nothing_is_of_a_type_that_there_is_not(client: Client) -> None:
    assert ask(client, query="guidance", type="Person") == []
    assert ask(client, query="guidance", type=["Method", "Person"], type_strict="all") == []


def test_of_a_data_extension_is_left_out_what_is_not_known(client: Client) -> None:
    wanted = {"ids": ["method/cfg", 7, "method/none"], "properties": [{"id": "born"}, {"id": "paperCount"}, {"id": 3}]}
    extension = check_shape(client.post("/reconcile", data={"extend": json.dumps(wanted)}).json(), EXTENDED)
    assert extension["meta"] == [{"id": "paperCount", "name": "papers"}]
    assert extension["rows"] == {"method/cfg": {"paperCount": [{"int": 15}]}, "method/none": {"paperCount": []}}
    nothing = {"ids": ["method/cfg"], "properties": [{"id": "born", "settings": {"limit": -1}}]}
    extension = check_shape(client.post("/reconcile", data={"extend": json.dumps(nothing)}).json(), EXTENDED)
    assert extension == {"meta": [], "rows": {"method/cfg": {}}}


def test_a_name_is_read_once_however_many_entities_are_asked_about(client: Client) -> None:
    normalise.cache_clear()
    values = [f"value {n}" for n in range(100)]
    ask(client, properties=[{"pid": "prefLabel", "v": values}])
    assert normalise.cache_info().hits + normalise.cache_info().misses < 3 * (len(values) + len(ENTITIES))


def test_long_texts_are_not_kept(client: Client) -> None:
    normalise.cache_clear()
    ask(client, query="guidance", properties=[{"pid": "prefLabel", "v": [f"{n} {'y' * 500}" for n in range(100)]}])
    assert normalise.cache_info().currsize < 100


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("nothing", "`extend` is not JSON"),
        ("{}", "`ids` of `extend` must be a JSON array"),
        ('{"ids": [], "properties": ["type"]}', "must be a JSON object"),
        ('{"ids": [], "properties": [{"id": "type", "settings": {"limit": -1}}]}', "at least 0"),
        ('{"ids": [], "properties": [{"id": "type", "settings": 4}]}', "must be a JSON object"),
    ],
)
def test_an_extension_that_is_none_is_refused(client: Client, wanted: str, message: str) -> None:
    assert message in expect_refusal(client.get("/reconcile", params={"extend": wanted}))


def test_too_much_at_a_time_is_refused(client: Client, folder: Path) -> None:
    many = {str(n): {"query": "x"} for n in range(MOST_QUERIES + 1)}
    assert f"at most {MOST_QUERIES}" in expect_refusal(
        client.post("/reconcile", data={"queries": json.dumps(many)}), 413
    )
    wanted = json.dumps({"ids": ["x"] * (MOST_IDS + 1), "properties": []})
    assert f"at most {MOST_IDS}" in expect_refusal(client.post("/reconcile", data={"extend": wanted}), 413)
    small = Client(folder, Limits(request=1000))
    long = json.dumps({"a": {"query": "x" * 1000}})
    assert "may have 1000 bytes" in expect_refusal(small.post("/reconcile", data={"queries": long}), 413)
    assert "use POST" in expect_refusal(small.get("/reconcile", params={"queries": long}), 414)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/reconcile?queries={}&callback=alert", "no JSONP"),
        ("/reconcile?queries={}&extend={}", "not both"),
        ("/reconcile?queries=%ff", "percent-encoded UTF-8"),
        ("/reconcile?" + "a=1&" * 200, "at most 100"),
        ("/reconcile/suggest/entity?prefix=a&cursor=-1", "`cursor` must be a whole number, not '-1'"),
        ("/reconcile/suggest/entity?prefix=a&cursor=" + "9" * 5000, "whole number"),
        ("/reconcile/suggest/type?cursor=x", "whole number"),
        ("/reconcile/properties?type=Person", "There is no type"),
        ("/reconcile/properties?limit=x", "whole number"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(client: Client, path: str, message: str) -> None:
    assert message in expect_refusal(client.get(path))


def test_a_body_that_is_no_form_is_refused(client: Client) -> None:
    assert "Content-Type" in expect_refusal(client.post("/reconcile", json={"queries": {}}), 415)
    assert client.request("PUT", "/reconcile").status_code == 405


@pytest.mark.parametrize(
    "text", [HOSTILE, "x" * 100_000, "\0", "\ud800", "'; DROP TABLE entity; --", "%s%n", "🤖" * 300, "((((", "a" * 399]
)
def test_any_text_can_be_looked_for(client: Client, text: str) -> None:
    queries = json.dumps({text: {"query": text}})
    answered = client.post("/reconcile", data={"queries": queries})
    assert answered.status_code == 200
    assert list(check_shape(answered.json(), BATCH)) == [text]
    assert answered.headers["content-type"] == "application/json"


def test_a_name_that_is_markup_is_found_as_it_is(client: Client) -> None:
    (first, *_) = ask(client, query=HOSTILE)
    assert (first["name"], first["match"]) == (HOSTILE, True)


# ---- over time


def test_a_new_build_is_seen_without_a_restart(tmp_path: Path) -> None:
    write_graph(tmp_path, KNOWLEDGE)
    client = Client(tmp_path)
    assert ask(client, query="new method") == []
    more = tuple(sorted((*ENTITIES, entity("method/new-method", "New Method")), key=lambda e: e.id))
    write_graph(tmp_path, replace(KNOWLEDGE, entities=more))
    assert ids(ask(client, query="new method")) == ["method/new-method"]


def test_without_a_graph_the_service_says_so(tmp_path: Path) -> None:
    client = Client(tmp_path)
    assert client.get("/reconcile").status_code == 200
    assert "kg build" in expect_refusal(client.get("/reconcile", params={"query": "x"}), 503)
    assert "kg build" in client.get("/reconcile/preview", params={"id": "x"}).text
