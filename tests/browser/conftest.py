"""One Chromium for the tests of a module, and for each test a page whose requests and console are kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fixtures.installed import PROGRAMS

Scheme = Literal["light", "dark"]

expect.set_options(timeout=30_000)  # milliseconds: a busy machine is slow, not wrong


def chromium(names: tuple[str, ...] = PROGRAMS["chromium"]) -> str:
    """The path of an installed Chromium; where there is none, the test fails, since a skipped one proves nothing."""
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.fail("These tests drive a real browser, and none is installed: run `apt-get install chromium`.")
    return program


@pytest.fixture
def find_browser() -> Callable[[tuple[str, ...]], str]:
    return chromium


# Of a module, not of the session: while Playwright is open, its event loop runs in this thread, and no other can.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium has none for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page, what it asked for, and what it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    seen = Visit(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    yield seen
    context.close()
