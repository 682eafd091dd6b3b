"""A server that knows people (one for each file), and the routes alone for tests of milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from athena import bootstrap
from athena.config import Settings
from athena.store.database import Database
from athena.web.middleware import guards
from athena.web.routes import routes
from tests.web.fakes import FakeApp
from tests.web.people import Served, serving_people


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The whole app in accounts mode, with somebody of every role."""
    with serving_people(tmp_path_factory.mktemp("people")) as server:
        yield server


@pytest.fixture
def make_app(nobody_there: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., FakeApp]]:
    """Make the app that routes find, in accounts mode; its settings may be given by their names."""
    made: list[FakeApp] = []

    def make(**settings: object) -> FakeApp:
        made.append(FakeApp(nobody_there, Settings.model_validate({"ATHENA_MODE": "accounts", **settings})))
        monkeypatch.setattr(bootstrap, "current", lambda: made[-1])
        return made[-1]

    yield make
    for app in made:
        app.desk.close()


@pytest.fixture
def app(make_app: Callable[..., FakeApp]) -> FakeApp:
    return make_app()


@pytest.fixture
def new_browser(app: FakeApp) -> Callable[..., TestClient]:
    """Make browsers, each with cookies of its own, at an address."""
    inside = Starlette(routes=routes(lambda: 0), middleware=guards(app.settings))

    def new(address: str = "198.51.100.7") -> TestClient:
        return TestClient(
            inside, base_url="http://localhost", client=(address, 50000), follow_redirects=False
        )

    return new


@pytest.fixture
def browser(new_browser: Callable[..., TestClient]) -> TestClient:
    """A browser that nobody has signed in with."""
    return new_browser()
