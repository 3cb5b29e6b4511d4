"""The addresses of the reconciliation service, below `/reconcile`."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.model.errors import KgError
from kg.serve.addresses import escape_path
from kg.serve.context import Context
from kg.serve.pages.catalog import Catalog, OpenCatalog, make_catalog_opener
from kg.serve.reconcile import answers, requests
from kg.serve.reconcile.manifest import ROOT, make_manifest
from kg.serve.reconcile.preview import make_preview
from kg.serve.reconcile.requests import Refused

Parameters: TypeAlias = dict[str, str]
Answer: TypeAlias = Callable[[Parameters], Any]

_FORM = "application/x-www-form-urlencoded"
_ANYBODY = {"Access-Control-Allow-Origin": "*"}  # the specification wants it of every address
_MOST_FIELDS = 100


def routes(context: Context) -> list[BaseRoute]:
    """The service over the graph in `context.folder`; the graph is read when it is first needed."""
    known = make_catalog_opener(context.folder)
    most = context.limits.request

    def get(path: str, answer: Callable[[OpenCatalog, Parameters], Any]) -> Route:
        endpoint = partial(_answer, answer=partial(answer, known), most=most)
        return Route(f"{ROOT}{path}", endpoint, methods=["GET"])

    async def service(request: Request) -> Response:
        base = str(request.base_url).rstrip("/")
        return await _answer(request, answer=partial(_answer_service, known, base), most=most)

    async def page(request: Request) -> Response:
        return await _reply_about(request, known, show=make_preview)

    async def view(request: Request) -> Response:
        return await _reply_about(request, known, show=partial(_redirect, request.scope.get("root_path", "")))

    return [
        Route(ROOT, service, methods=["GET", "POST"]),
        get("/suggest/entity", _suggest_entity),
        get("/suggest/type", _suggest_type),
        get("/suggest/property", _suggest_property),
        get("/properties", _propose),
        Route(f"{ROOT}/preview", page, methods=["GET"]),
        Route(f"{ROOT}/view", view, methods=["GET"]),
    ]


# ---- what each address answers


def _answer_service(opened: OpenCatalog, base: str, given: Parameters) -> Any:
    kinds = [name for name in ("queries", "query", "extend") if name in given]
    if not kinds:
        return make_manifest(base)
    if len(kinds) > 1:
        raise Refused(f"Send either `{kinds[0]}` or `{kinds[1]}`, not both.")
    text = given[kinds[0]]
    if kinds == ["extend"]:
        wanted = requests.parse_extension(text)
        with opened() as catalog:
            return answers.extend(catalog, wanted)
    if kinds == ["query"]:
        query = requests.parse_single(text)
        with opened() as catalog:
            return {"result": answers.find_candidates(catalog, query)}
    batch = requests.parse_batch(text)
    with opened() as catalog:
        return {key: _answer_query(catalog, query) for key, query in batch.items()}


def _answer_query(catalog: Catalog, query: requests.Query | Refused) -> dict[str, Any]:
    """The answer to a query of a batch; for a query that was refused, no candidates and the reason."""
    if isinstance(query, Refused):
        return {"result": [], "error": str(query)}
    return {"result": answers.find_candidates(catalog, query)}


def _suggest_entity(opened: OpenCatalog, given: Parameters) -> Any:
    prefix, cursor = _parse_prefix(given)
    with opened() as catalog:
        return {"result": answers.suggest_entities(catalog, prefix, cursor=cursor)}


def _suggest_type(_: OpenCatalog, given: Parameters) -> Any:
    prefix, cursor = _parse_prefix(given)
    return {"result": answers.suggest_types(prefix, cursor=cursor)}


def _suggest_property(_: OpenCatalog, given: Parameters) -> Any:
    prefix, cursor = _parse_prefix(given)
    return {"result": answers.suggest_properties(prefix, cursor=cursor)}


def _propose(_: OpenCatalog, given: Parameters) -> Any:
    kind = requests.parse_entity_type(given["type"]) if given.get("type") else None
    limit = requests.parse_whole_number(given["limit"], "limit") if given.get("limit") else None
    reply = {"properties": answers.propose_properties(kind, limit=limit)}
    return reply | ({"type": kind} if kind else {}) | ({"limit": limit} if limit is not None else {})


def _parse_prefix(given: Parameters) -> tuple[str, int]:
    return given.get("prefix", ""), requests.parse_whole_number(given.get("cursor") or "0", "cursor")


# ---- requests and replies


async def _answer(request: Request, *, answer: Answer, most: int) -> Response:
    try:
        given = await _read_parameters(request, most)
        if "callback" in given:
            raise Refused("There is no JSONP here; leave `callback` out, the answer may be read from anywhere.")
        return _reply_json(await run_in_threadpool(answer, given))
    except Refused as error:
        return _reply_json({"status": "error", "message": str(error)}, error.status)
    except KgError as error:  # no built graph, or one that cannot be read
        return _reply_json({"status": "error", "message": str(error)}, 503)


async def _read_parameters(request: Request, most: int) -> Parameters:
    """The parameters of the address and of the form; if one is given twice, the first counts.

    Raises:
        Refused: they are too large (status 413), or are no form.
    """
    encoded = bytes(request.scope["query_string"])
    if len(encoded) > most:
        raise Refused(f"The address is too long: its parameters may have {most} bytes; use POST.", status=414)
    pairs = _parse_pairs(encoded)
    if request.method == "POST":
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != _FORM:
            raise Refused(f"The Content-Type of a POST must be {_FORM}.", status=415)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                raise Refused(f"The request is too large: it may have {most} bytes; send smaller batches.", status=413)
        pairs += _parse_pairs(bytes(body))
    return dict(reversed(pairs))


def _parse_pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:  # not UTF-8, or too many
        raise Refused(f"The parameters must be percent-encoded UTF-8, at most {_MOST_FIELDS} of them.") from error


def _reply_json(value: object, status: int = 200) -> Response:
    """A reply in ASCII, so that it can hold lone surrogates from a client's text."""
    return Response(json.dumps(value, allow_nan=False), status, _ANYBODY, "application/json")


async def _reply_about(
    request: Request, opened: OpenCatalog, *, show: Callable[[Catalog, str], Response | None]
) -> Response:
    """A page about the entity or paper that the parameter `id` names."""

    def answer() -> Response | None:
        with opened() as catalog:
            return show(catalog, request.query_params.get("id", ""))

    try:
        reply = await run_in_threadpool(answer)
    except KgError as error:
        return PlainTextResponse(f"{error}\n", 503, _ANYBODY)
    if reply is None:
        return PlainTextResponse("There is nothing of that identifier in this graph.\n", 404, _ANYBODY)
    reply.headers.update(_ANYBODY)
    return reply


def _redirect(root: str, catalog: Catalog, identifier: str) -> Response | None:
    """A redirection to a thing's page. Clients encode "/" and "%" in an identifier; its path has them unencoded."""
    if catalog.entity(identifier) is None and catalog.find_proposing(identifier) is None:
        return None
    return RedirectResponse(f"{root}/id/{escape_path(identifier)}", 303)
