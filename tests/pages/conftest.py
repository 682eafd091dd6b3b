"""Pages run by AppTest on an app whose services are real and whose live end is a fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit_webrtc.component
import streamlit_webrtc.shutdown
from streamlit.testing.v1 import AppTest

from athena import bootstrap
from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.config import Settings
from athena.domain.questions import Bank
from athena.store.database import Database
from athena.ui import access
from tests.pages.fakes import FakeApp

SHELL = str(Path(__file__).resolve().parents[2] / "app.py")


@pytest.fixture(scope="session")
def bank() -> Bank:
    return load_bank(DEFAULT_FOLDER)


@pytest.fixture
def make_app(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., FakeApp]]:
    """Make the app that pages find; its settings may be given."""
    databases: list[Database] = []
    apps: list[FakeApp] = []
    for module in (streamlit_webrtc.component, streamlit_webrtc.shutdown):
        monkeypatch.setattr(module, "get_this_session_info", lambda: None)

    def make(**settings: object) -> FakeApp:
        databases.append(Database.open(":memory:"))
        app = FakeApp(databases[-1], bank, Settings.model_validate(settings))
        apps.append(app)
        monkeypatch.setattr(bootstrap, "current", lambda: app)
        monkeypatch.setattr(access, "token", lambda: app.cookie)
        return app

    yield make
    for app in apps:
        app.desk.close()
    for database in databases:
        database.close()


@pytest.fixture
def app(make_app: Callable[..., FakeApp]) -> FakeApp:
    return make_app()


@pytest.fixture
def visit(app: FakeApp) -> AppTest:
    """A visitor who has just opened the page."""
    return AppTest.from_file(SHELL, default_timeout=30).run()
