"""What all tests share."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

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
