"""The SQL editor's use cases: run a query on the newest snapshot, remember it, keep it, look around."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action, Outcome
from athena.errors import InputError, NotFoundError
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Cancel, Limits, Query, QueryFault, Table
from athena.services.auditing import Auditing
from athena.services.copies import Copies
from athena.services.records import random_id, storable, utc_now
from athena.services.snapshots import Snapshot
from athena.sqltext.parameters import Parameter, parameters
from athena.sqltext.parsing import pretty
from athena.store import queries
from athena.store.database import Database
from athena.store.queries import QueryRun, SavedQuery

HISTORY: Final = 100
NAME_LENGTH: Final = 80
SQL_LENGTH: Final = 100_000
_COLUMNS: Final = (
    "SELECT c.table_name, c.column_name, c.data_type, t.estimated_size FROM duckdb_columns() c "
    "JOIN duckdb_tables() t USING (table_oid) ORDER BY c.table_name, c.column_index"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A result and the moment (UTC) of the data it shows."""

    table: Table
    as_of: datetime


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table that can be asked: its columns as (name, type) in order, and how many rows it has."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: int


class Workbench:
    """Runs people's queries and keeps a record of every one. Thread-safe.

    Everybody has a history and saved queries of their own; all methods raise AccessError for a viewer who may
    not run SQL, and answer from the copy of the data that the viewer may see.
    """

    def __init__(
        self,
        database: Database,
        sandbox: Sandbox,
        copies: Copies,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._database, self._sandbox, self._copies = database, sandbox, copies
        self._now, self._new_id = now, new_id
        self._audit = Auditing(database)
        self._known: tuple[Snapshot, tuple[TableInfo, ...]] | None = None

    @property
    def limits(self) -> Limits:
        """What one query may use."""
        return self._sandbox.limits

    def run(
        self,
        viewer: Viewer,
        sql: str,
        values: Mapping[str, object] | None = None,
        cancel: Cancel | None = None,
    ) -> Answer:
        """Run one query on the newest snapshot and record it, whatever comes of it. Raises QueryFault."""
        snapshot = self._seen_by(viewer)
        begun, query = self._now(), Query(sql, parameters=values or {})
        try:
            table = self._sandbox.run(snapshot.path, query, cancel=cancel)
        except QueryFault as fault:
            self._record(viewer, query, begun, fault)
            raise
        self._record(viewer, query, begun, table)
        return Answer(table, snapshot.as_of)

    def explain(self, viewer: Viewer, sql: str, values: Mapping[str, object] | None = None) -> str:
        """Return DuckDB's plan of a query as drawn text; the query is not run. Raises QueryFault."""
        query = Query(f"EXPLAIN {sql}", parameters=values or {})
        try:
            table = self._sandbox.run(self._seen_by(viewer).path, query)
        except QueryFault as fault:
            raise _behind_explain(fault) from fault
        return "\n".join(str(row[-1]) for row in table.rows)

    def parameters(self, viewer: Viewer, sql: str) -> tuple[Parameter, ...]:
        """Return the named parameters of a query, each with the kind of value it stands for."""
        if "$" not in sql:
            return ()
        columns = {name: type_ for table in self.tables(viewer) for name, type_ in table.columns}
        return parameters(sql, columns)

    def formatted(self, sql: str) -> str:
        """Return a query laid out in lines. Raises InputError where it cannot be read."""
        return pretty(_text(sql))

    def tables(self, viewer: Viewer) -> tuple[TableInfo, ...]:
        """Return what can be asked, by name; looked up once for each state of the data."""
        snapshot, known = self._seen_by(viewer), self._known
        if known is None or known[0] != snapshot:
            known = self._known = snapshot, self._look(snapshot)
        return known[1]

    def _seen_by(self, viewer: Viewer) -> Snapshot:
        viewer.require(Permission.QUERY)
        return self._copies.seen_by(viewer).latest()

    def _look(self, snapshot: Snapshot) -> tuple[TableInfo, ...]:
        found: dict[str, list[tuple[str, str, int]]] = {}
        for name, column, type_, rows in self._sandbox.run(snapshot.path, Query(_COLUMNS)).rows:
            found.setdefault(str(name), []).append((str(column), str(type_), int(str(rows))))
        return tuple(
            TableInfo(name, tuple((column, type_) for column, type_, _ in columns), columns[0][2])
            for name, columns in found.items()
        )

    def refresh(self, viewer: Viewer) -> Snapshot:
        """Make the data show this very moment. Raises StoreError."""
        viewer.require(Permission.QUERY)
        return self._copies.seen_by(viewer).latest(force=True)

    def as_of(self, viewer: Viewer) -> datetime:
        """Return the moment (UTC) the data shows."""
        return self._seen_by(viewer).as_of

    def history(self, viewer: Viewer) -> list[QueryRun]:
        """Return the hundred queries somebody ran last, the newest first."""
        viewer.require(Permission.QUERY)
        return queries.runs_of(self._database, viewer.employee_id, HISTORY)

    def save(self, viewer: Viewer, name: str, sql: str) -> SavedQuery:
        """Keep a query under a name; the owner's query of that name is replaced, its link stays.

        Raises InputError for a name or a text that is missing or too long.
        """
        viewer.require(Permission.QUERY)
        owner, name, sql = viewer.employee_id, _named(name), _text(sql)
        with self._database.transaction(shown=False) as tx:
            same = next((one for one in queries.saved_by(tx, owner) if one.name == name), None)
            saved = SavedQuery(secrets.token_urlsafe(9), owner, name, sql, self._now())
            saved = replace(saved, saved_id=same.saved_id) if same else saved
            queries.put_saved(tx, saved)
        return saved

    def saved(self, viewer: Viewer) -> list[SavedQuery]:
        """Return what somebody keeps, by name."""
        viewer.require(Permission.QUERY)
        return queries.saved_by(self._database, viewer.employee_id)

    def open_saved(self, viewer: Viewer, saved_id: str) -> SavedQuery:
        """Return the query a link names, also another person's, to read it. Raises NotFoundError."""
        viewer.require(Permission.QUERY)
        saved = queries.find_saved(self._database, storable(saved_id))
        if saved is None:
            raise NotFoundError("The link leads to no saved query. It may have been removed by its owner.")
        return saved

    def forget(self, viewer: Viewer, saved_id: str) -> None:
        """Remove a query its owner keeps. Raises NotFoundError."""
        if self.open_saved(viewer, saved_id).owner != viewer.employee_id:
            raise NotFoundError("Only who saved a query can remove it.")
        with self._database.transaction(shown=False) as tx:
            queries.remove_saved(tx, saved_id)

    def _record(self, viewer: Viewer, query: Query, begun: datetime, end: Table | QueryFault) -> None:
        """Write down who ran what, when, for how long and with which end."""
        taken_ms = (self._now() - begun).total_seconds() * 1000
        run = QueryRun(
            self._new_id(),
            viewer.employee_id,
            storable(query.sql)[:SQL_LENGTH],
            {name: storable(str(value)) for name, value in query.parameters.items()},
            *_figures(end, taken_ms),
            begun,
        )
        with self._database.transaction(shown=False) as tx:
            queries.add_run(tx, run)
        outcome = Outcome.OK if isinstance(end, Table) else Outcome.FAILED
        self._audit.note(viewer, Action.QUERY, run.run_id, outcome=outcome)


def _figures(end: Table | QueryFault, taken_ms: float) -> tuple[str, str, int | None, bool, float]:
    """Return outcome, message, rows, whether there were more, and milliseconds."""
    if isinstance(end, Table):
        return "ok", "", len(end.rows), end.truncated, end.elapsed_ms
    return end.kind.value, end.message, None, False, taken_ms


def _named(name: str) -> str:
    name = " ".join(storable(name).split())
    if not name or len(name) > NAME_LENGTH:
        raise InputError(f"Give the query a name of at most {NAME_LENGTH} characters.")
    return name


def _text(sql: str) -> str:
    sql = storable(sql)
    if not sql:
        raise InputError("There is no query yet. Write one first.")
    if len(sql) > SQL_LENGTH:
        raise InputError(f"That query is too long: {SQL_LENGTH} characters are the limit.")
    return sql


def _behind_explain(fault: QueryFault) -> QueryFault:
    """Return a fault where it is in the text people wrote, which has no EXPLAIN in front."""
    ahead = len("EXPLAIN ") if fault.line == 1 else 0
    column = max(fault.column - ahead, 1) if fault.column else fault.column
    return QueryFault(fault.kind, fault.message, fault.line, column)
