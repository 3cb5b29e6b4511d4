"""The search page, on the graph of the sample listings."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx

from kg.serve.application import create_app
from kg.sparql.limits import Limits


def get(folder: Path, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(folder, limits=Limits()))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_a_name_with_typing_errors_leads_to_the_page_about_it(built_folder: Path) -> None:
    text = get(built_folder, "/search?q=classifer+free+guidence").text
    assert text.index('<a href="/id/method/classifier-free-guidance">classifier-free guidance</a>') > 0
    assert "found as" in text


def test_what_is_typed_stays_text(built_folder: Path) -> None:
    hostile = get(built_folder, "/search?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E%22%7B%7B7*7%7D%7D")
    assert hostile.status_code == 200
    assert "<img" not in hostile.text
    assert 'value="&lt;img src=x onerror=alert(1)&gt;&#34;{{7*7}}"' in hostile.text
    assert "Nothing is named like this" in get(built_folder, "/search?q=qqqqzzzzxxxx").text


def test_without_words_there_is_the_form(built_folder: Path) -> None:
    reply = get(built_folder, "/search")
    assert '<input type="search" name="q"' in reply.text
    assert "<table>" not in reply.text
    assert "form-action 'self'" in reply.headers["content-security-policy"]
