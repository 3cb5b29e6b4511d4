"""Chromium, for the benchmarks of pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from kg.model.errors import KgError


@contextmanager
def launch_chromium() -> Iterator[Browser]:
    """A running Chromium without a window.

    Raises:
        KgError: none is installed.
    """
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise KgError("No Chromium is installed; run `apt-get install chromium`.")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        try:
            yield browser
        finally:
            browser.close()
