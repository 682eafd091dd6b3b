"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from athena.store.database import Database

settings.register_profile(
    "athena", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("athena")
REAL_TIME = "tests/browser/"


class FilesSideBySide(LoadScopeScheduling):
    """Keeps the tests of a file in one process, and all that listen in real time in a row.

    Two of those at once would be late for each other. They are begun first: they take longest and mostly
    wait, while the other processes use the other cores.
    """

    def _split_scope(self, nodeid: str) -> str:
        return REAL_TIME if nodeid.startswith(REAL_TIME) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesSideBySide:
    """Say how tests are dealt out when there are several processes."""
    return FilesSideBySide(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what listens in real time."""
    items.sort(key=lambda item: not item.nodeid.startswith(REAL_TIME))


PEOPLE = (
    "audit_events",
    "sign_ins",
    "sign_in_failures",
    "known_browsers",
    "one_time_links",
    "provider_subjects",
    "accounts",
    "employees",
)
"""The tables that tests about people empty."""


@pytest.fixture(scope="session")
def one_database() -> Iterator[Database]:
    """A database for many tests: to open one anew takes longer than most of them."""
    database = Database.open(":memory:")
    yield database
    database.close()


@pytest.fixture
def nobody_there(one_database: Database) -> Database:
    """A database without people."""
    with one_database.transaction(shown=False) as tx:
        for table in PEOPLE:
            tx.run(f"DELETE FROM {table}")  # noqa: S608 - own names
    return one_database
