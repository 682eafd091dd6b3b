"""Opening a database for queries that cannot be trusted, and keeping it open while that is sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from athena.sandbox.values import Limits

MEMORY = ":memory:"


class Instance:
    """An open database. Every query gets a connection of its own; most leave the instance as it was."""

    def __init__(self) -> None:
        self._key: tuple[str | None, Limits] | None = None
        self._held: duckdb.DuckDBPyConnection | None = None

    def connection(
        self, database: str | None, limits: Limits, schema: str | None, *, rooted: bool
    ) -> duckdb.DuckDBPyConnection:
        """Return a fresh connection; ``rooted``: the database's folder is the root. Raises duckdb.Error."""
        key = database, limits
        if self._held is None or key != self._key or database is None:
            self.drop()
            place = f"/{Path(database).name}" if database and rooted else database
            self._held, self._key = _opened(place, limits), key
        cursor = self._held.cursor()
        if schema is not None:
            cursor.execute("USE " + '"' + schema.replace('"', '""') + '"')
        return cursor

    def forget(self) -> None:
        """Open anew for the next query: this one may change what others see of the instance."""
        self._key = None

    def drop(self) -> None:
        """Close it: a query may have left it unusable."""
        held, self._held = self._held, None
        if held is not None:
            held.close()


def _opened(place: str | None, limits: Limits) -> duckdb.DuckDBPyConnection:
    """Open read-only, with the settings in the order that leaves no gap: nothing can be unlocked later."""
    connection = duckdb.connect(place or MEMORY, read_only=place is not None)
    for setting in _settings(limits):
        connection.execute(setting)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _settings(limits: Limits) -> Sequence[str]:
    """Return what holds for every connection of the instance."""
    return (
        "SET enable_progress_bar = false",
        "SET temp_directory = ''",
        f"SET memory_limit = '{int(limits.memory_mb)}MB'",
        "SET threads = 1",
        "SET GLOBAL max_expression_depth = 250",
        "SET GLOBAL python_enable_replacements = false",
        "SET autoload_known_extensions = false",
        "SET autoinstall_known_extensions = false",
        "SET allow_community_extensions = false",
        "SET allow_persistent_secrets = false",
        "SET GLOBAL TimeZone = 'UTC'",
        "SET GLOBAL lambda_syntax = 'ENABLE_SINGLE_ARROW'",  # x -> x + 1 beside lambda x: x + 1
        f"SET GLOBAL max_execution_time = {int(limits.seconds * 1000)}",
    )
