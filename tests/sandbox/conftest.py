from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Limits


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file with a table in two schemas."""
    path = tmp_path_factory.mktemp("data") / "small.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE numbers AS SELECT range AS n FROM range(10)")
        connection.execute(
            'CREATE SCHEMA "other ""one"""; CREATE TABLE "other ""one""".numbers AS SELECT 7 AS n'
        )
    return path


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with closing(
        Sandbox(Limits(seconds=5, memory_mb=256, rows=100, result_bytes=100_000), at_once=2)
    ) as sandbox:
        yield sandbox
