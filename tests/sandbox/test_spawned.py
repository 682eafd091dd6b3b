"""What systems without fork use, tried here as well."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Cancel, FaultKind, Limits, Query, QueryFault, Table


@pytest.fixture(scope="module")
def spawning() -> Iterator[Sandbox]:
    with closing(Sandbox(Limits(seconds=3, memory_mb=256), forking=False)) as sandbox:
        yield sandbox


def test_a_spawned_child_answers_with_the_same_settings(spawning: Sandbox, database: Path) -> None:
    settings = Query(
        "SELECT current_setting('enable_external_access'), current_setting('lock_configuration')"
    )
    table, fault, late = spawning.run_each(
        database, [settings, Query("FROM read_text('/etc/passwd')"), Query("SELECT sleep_ms(600000)")]
    )
    assert isinstance(table, Table)
    assert table.rows == ((False, True),)
    assert isinstance(fault, QueryFault)
    assert "disabled by configuration" in fault.message
    assert isinstance(late, QueryFault)
    assert late.kind is FaultKind.TIMEOUT


def test_a_spawned_child_is_cancelled(spawning: Sandbox) -> None:
    cancel = Cancel()
    threading.Timer(0.1, cancel.cancel).start()
    with pytest.raises(QueryFault) as caught:
        spawning.run(None, Query("SELECT sleep_ms(600000)"), limits=Limits(seconds=300), cancel=cancel)
    assert caught.value.kind is FaultKind.CANCELLED
