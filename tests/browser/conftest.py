"""A real browser for maps: an installed one is used; with CI=true a missing one is a failure.

Debian and Ubuntu: `apt-get install chromium`. Elsewhere an installed Google Chrome or Microsoft
Edge will do, or `python -m playwright install chromium`.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions"]
REFUSED = """window.__refused = [];
addEventListener("securitypolicyviolation", (event) => window.__refused.push(event.blockedURI));"""
"""Each page keeps a list of what its policy refused."""
MISSING = (
    "no browser to open the map in: install Debian's chromium (apt-get install chromium), Google "
    "Chrome or Microsoft Edge, or run python -m playwright install chromium"
)


def launch(playwright: Playwright, *more: str) -> Browser | None:
    """Start Debian's Chromium, else an installed Chrome or Edge, else Playwright's own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    ways: list[dict[str, Any]] = [{"executable_path": path}] if path else []
    for way in (*ways, {"channel": "chrome"}, {"channel": "msedge"}, {}):
        try:
            return playwright.chromium.launch(args=[*ARGUMENTS, *more], **way)
        except Error:
            continue
    return None


@pytest.fixture(name="browser", scope="session")
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None and os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        if browser is None:
            pytest.skip(MISSING)
        yield browser
        browser.close()


@dataclass(slots=True)
class Watched:
    """An open page and everything it did that a map must not do."""

    page: Page
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, file: Path, fragment: str = "") -> Page:
        """Open a file and wait until the map is drawn."""
        self.page.goto(file.as_uri() + fragment)
        self.page.wait_for_selector("[data-drawn=yes]")
        return self.page

    def failed(self, url: str, reason: str) -> None:
        """Note a request that failed; one that the page's own policy refused never left."""
        if reason == "csp":
            self.requests.remove(url)
            self.refused.append(url)

    def assert_harmless(self, *files: Path) -> None:
        """Nothing but the files was asked for or so much as tried, nothing failed or was run."""
        allowed = {file.as_uri() for file in files}
        asked = {r.partition("#")[0] for r in self.requests if not r.startswith(("data:", "blob:"))}
        assert asked <= allowed
        assert self.refused == []
        assert self.page.evaluate("window.__refused") == []
        assert self.errors == []
        assert self.page.evaluate("window.__ran") is None


@pytest.fixture(name="context", scope="session")
def _context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(color_scheme="light")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture(name="watched")
def _watched(context: BrowserContext) -> Iterator[Watched]:
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    watched = Watched(page)
    page.add_init_script(REFUSED)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("requestfailed", lambda request: watched.failed(request.url, request.failure or ""))
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("console", lambda line: watched.errors.append(line.text))
    page.on("dialog", lambda dialog: watched.errors.append(dialog.message))
    yield watched
    page.close()


def end(process: subprocess.Popen[bytes]) -> None:
    """End a JupyterLab: it may wait long for its kernels."""
    process.terminate()
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
