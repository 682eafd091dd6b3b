"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "athena", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("athena")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests together when files run side by side, and all that listen in real time in a row.

    The latter come first: they take longest and mostly wait, while the others use the second core.
    """
    items.sort(key=lambda item: not _in_real_time(item))
    for item in items:
        file = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group("real-time" if _in_real_time(item) else file))


def _in_real_time(item: pytest.Item) -> bool:
    return item.path.parent.name == "browser"
