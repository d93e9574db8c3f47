"""The demo city, served for real, in a real browser."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from forum.__main__ import prepare
from forum.app import create_app
from forum.demo import provider
from forum.demo.people import everyone
from forum.kernel import jobs
from tests.support.servers import free_port


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.filterwarnings("default"))  # the local provider, in our process, warns about itself


class City:
    """Where the city is served, where its mail lies, and the application itself."""

    def __init__(self, address: str, outbox: Path, app: Flask) -> None:
        self.address, self.outbox, self.app = address, outbox, app

    def last_mail(self) -> str:
        return max(self.outbox.glob("*.eml")).read_text()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder, port = tmp_path_factory.mktemp("city"), free_port()
    issuer, stop_provider = provider.start(everyone())
    app = create_app({"FORUM_PROFILE": "demo", "FORUM_INSTANCE": str(folder), "FORUM_BASE_URL": f"http://127.0.0.1:{port}",
                      "FORUM_DEMO_PROVIDER": issuer, "FORUM_LOG_LEVEL": "ERROR", "FORUM_RATE_LIMITS": "off"})
    prepare(app)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stop_jobs = jobs.start_embedded(app)
    yield City(f"http://127.0.0.1:{port}", folder / "outbox", app)
    stop_jobs()
    server.shutdown()
    stop_provider()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = os.environ.get("FORUM_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, served: City):
    """Open a browser window: language, width, theme, JavaScript, and as whom."""
    opened = []

    def open_window(*, language: str = "en", width: int = 1280, theme: str = "light", javascript: bool = True, persona: str | None = None) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=javascript,
                                       base_url=served.address)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: page.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        page.on("dialog", lambda d: (page.complaints.append(f"dialog {d.message}"), d.dismiss()))
        page.prefix = f"/{language}"
        opened.append(context)
        if persona:
            page.goto(f"{page.prefix}/sign-in")
            page.locator(f"form:has(input[value='{persona}']) button").click()
            page.wait_for_url(lambda url: "/sign-in" not in url and url.startswith(served.address))
        return page

    yield open_window
    for context in opened:
        context.close()
