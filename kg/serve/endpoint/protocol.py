"""The SPARQL 1.1 Protocol, read-only: `/sparql`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.context import Context, get_pool, holding_asked
from kg.serve.endpoint.media_types import GRAPHS, RESULTS, make_content_type
from kg.serve.endpoint.parameters import BadRequest, Query, read_query
from kg.serve.endpoint.service_description import describe_service
from kg.serve.negotiate import choose
from kg.serve.replies import CUT, cancel_if_gone, make_error_reply
from kg.sparql.processes.wire import QueryRequest

_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


def routes(context: Context) -> list[BaseRoute]:
    """The endpoint, with and without a slash at its end."""

    async def endpoint(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
        query = await read_query(request, most=context.limits.request)
        if query.text is None:
            return await describe_service(request)
        async with holding_asked(context) as folder:
            return await _answer(request, query, query.text, context.limits.rows, folder)

    return [Route(path, endpoint, methods=list(_METHODS)) for path in ("/sparql", "/sparql/")]


async def _answer(request: Request, query: Query, text: str, rows: int, folder: str) -> Response:
    accept = ",".join(request.headers.getlist("accept"))
    # What the query answers is known once it is read; that may be rows or triples.
    results, graph = choose(accept, list(RESULTS)), choose(accept, list(GRAPHS))
    ask = QueryRequest(
        text=text,
        rows=rows,
        folder=folder,
        results=RESULTS[results] if results else None,
        graph=GRAPHS[graph] if graph else None,
        default_graphs=query.default_graphs,
        named_graphs=query.named_graphs,
    )
    answer = await cancel_if_gone(request, get_pool(request).ask(ask))
    if answer.kind == "refused":
        raise BadRequest(400, answer.body.decode("utf-8"))
    if answer.kind == "unfit":
        return _reply_not_acceptable(accept)
    media_type = results if answer.kind == "results" else graph
    if answer.kind == "failed" or media_type is None:
        return make_error_reply(500, answer.body.decode("utf-8"))
    headers = {"Content-Type": make_content_type(media_type), "Vary": "Accept"}
    if answer.cut:
        headers[CUT] = f"{rows}"
    return Response(answer.body, headers=headers)


def _reply_not_acceptable(accept: str) -> Response:
    offered = f"SELECT and ASK: {', '.join(RESULTS)}. CONSTRUCT and DESCRIBE: {', '.join(GRAPHS)}."
    return make_error_reply(
        406, f"The answer is in no format of {accept!r}. There are for {offered}", {"Vary": "Accept"}
    )
