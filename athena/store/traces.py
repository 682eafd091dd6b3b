"""Everything that is kept of one person, found by walking the schema.

A table is about a person when one of its columns leads there: by the Employee ID itself, or by the id of
something that is the person's. A new table with such a column is found by itself. Where a column names a
person in what belongs to somebody else (who reviewed, who invited) it is a mention. ``UNRELATED`` tables hold
neither; a test holds that every table of the schema is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from athena.domain.people import identity
from athena.store.database import Reader, Row, Transaction

_BY_IDENTITY: Final = ("identity", "employee_id", "author", "owner")
_BY_DIGEST: Final = "account"
"""A column that holds the SHA-256 of an identity."""
_BY_ID: Final[Mapping[str, str]] = {
    "session_id": "SELECT session_id FROM interview_sessions WHERE lower(employee_id) = $1",
    "invitation_id": "SELECT invitation_id FROM invitations WHERE lower(employee_id) = $1",
    "delivery_id": "SELECT delivery_id FROM webhook_deliveries WHERE invitation_id IN "
    "(SELECT invitation_id FROM invitations WHERE lower(employee_id) = $1)",
    "evaluation_id": "SELECT v.evaluation_id FROM response_evaluations v JOIN interview_responses r "
    "USING (response_id) JOIN interview_sessions s ON s.session_id = r.session_id "
    "WHERE lower(s.employee_id) = $1",
    "response_id": "SELECT r.response_id FROM interview_responses r JOIN interview_sessions s "
    "USING (session_id) WHERE lower(s.employee_id) = $1",
}
"""The ids that lead to a person, the nearest first, and the query for those of one person."""
_ALSO: Final[Mapping[str, tuple[str, str]]] = {"evaluation_neighbours": ("graded_id", "evaluation_id")}
"""Rows of others that rest on the person's answers: (column, whose ids it holds)."""
MENTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "reviews": ("reviewer",),
    "invitations": ("created_by",),
    "interview_templates": ("created_by",),
    "audit_events": ("actor", "subject"),
}
"""Columns that name a person in what is kept of others: whoever is erased gets a pseudonym there."""
_ABOUT: Final = "(lower(subject) = $1 OR lower(detail ->> 'employee') = $1)"
"""Which entries of the audit log are about the person; most of them name nobody who did it."""
UNRELATED: Final = frozenset({"problems", "item_parameters", "retired_templates", "schema_version"}) | {
    "erasures",
    "chores",
    "pseudonym_key",
}
"""Tables that hold nothing about people."""
SECRETS: Final = frozenset({"password_hash", "digest", "token_hash", "identity"})
"""Columns that no file with somebody's data has: what proves who they are, and how it is compared."""


def leads(reader: Reader) -> dict[str, str]:
    """Return the tables about people, each with the column that leads to the person."""
    found: dict[str, set[str]] = {}
    for row in reader.read(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal "
        "AND database_name = current_database() ORDER BY table_name"
    ):
        found.setdefault(row["table_name"], set()).add(row["column_name"])
    order = (*_BY_IDENTITY, *_BY_ID, _BY_DIGEST)
    return {
        table: next(column for column in order if column in columns)
        for table, columns in found.items()
        if table not in UNRELATED and columns & set(order)
    }


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept of the person with this ``identity``: ids by the column that holds them."""

    identity: str
    tables: Mapping[str, str]
    ids: Mapping[str, Sequence[str]]

    @property
    def session_ids(self) -> Sequence[str]:
        """The person's interviews."""
        return self.ids["session_id"]

    def rows(self, reader: Reader, table: str) -> list[Row]:
        """Return the person's rows of a table, without secrets."""
        condition, params = self._condition(self.tables[table])
        rows = reader.read(f"SELECT * FROM {table} WHERE {condition} ORDER BY ALL", params)  # noqa: S608 - own names
        return [{name: value for name, value in row.items() if name not in SECRETS} for row in rows]

    def count(self, reader: Reader) -> dict[str, int]:
        """Return how many rows each table has of the person; tables without any are left out."""
        counts = {}
        for table, column in self.tables.items():
            condition, params = self._condition(column)
            [row] = reader.read(f"SELECT count(*) AS n FROM {table} WHERE {condition}", params)  # noqa: S608
            counts[table] = int(row["n"])
        return {table: number for table, number in counts.items() if number}

    def delete(self, tx: Transaction) -> None:
        """Delete the person's rows of every table, and rows of others that rest on them."""
        for table, column in self.tables.items():
            condition, params = self._condition(column)
            tx.run(f"DELETE FROM {table} WHERE {condition}", params)  # noqa: S608 - own names
        for table, (column, whose) in _ALSO.items():
            tx.run(
                f"DELETE FROM {table} WHERE {column}::VARCHAR IN (SELECT unnest($1::VARCHAR[]))",  # noqa: S608
                [list(self.ids[whose])],
            )

    def _condition(self, column: str) -> tuple[str, list[object]]:
        if column in _BY_IDENTITY:
            return f"lower({column}) = $1", [self.identity]
        if column == _BY_DIGEST:
            return f"{column} = sha256($1)", [self.identity]
        return f"{column}::VARCHAR IN (SELECT unnest($1::VARCHAR[]))", [list(self.ids[column])]


def of_person(reader: Reader, employee_id: str) -> Trace:
    """Return what leads to everything that is kept of a person, however the ID is capitalised."""
    who = identity(employee_id)
    ids = {
        column: [next(iter(row.values())) for row in reader.read(query, [who])]
        for column, query in _BY_ID.items()
    }
    return Trace(who, leads(reader), ids)


def mentions(reader: Reader, employee_id: str) -> dict[str, list[Row]]:
    """Return the rows of others that name a person in a column for it, without secrets."""
    who, found = identity(employee_id), {}
    for table, columns in MENTIONS.items():
        condition = " OR ".join(f"lower({column}) = $1" for column in columns)
        condition += f" OR {_ABOUT}" if table == "audit_events" else ""
        rows = reader.read(f"SELECT * FROM {table} WHERE {condition} ORDER BY ALL", [who])  # noqa: S608
        found[table] = [{name: value for name, value in row.items() if name not in SECRETS} for row in rows]
    return {table: rows for table, rows in found.items() if rows}


def pseudonymise(tx: Transaction, trace: Trace, pseudonym: str) -> None:
    """Put ``pseudonym`` wherever a person is named in what is kept of others; take out where they came from.

    Of entries of the audit log that are about the person the details go, too.
    """
    own = [*trace.ids["session_id"], *trace.ids["invitation_id"]]
    tx.run(
        f"UPDATE audit_events SET address = '' WHERE lower(actor) = $1 OR (actor = '' AND ({_ABOUT} "  # noqa: S608
        "OR subject IN (SELECT unnest($2::VARCHAR[]))))",
        [trace.identity, own],
    )
    tx.run(f"UPDATE audit_events SET detail = '{{}}' WHERE lower(actor) = $1 OR {_ABOUT}", [trace.identity])  # noqa: S608
    for table, columns in MENTIONS.items():
        for column in columns:
            tx.run(
                f"UPDATE {table} SET {column} = $2 WHERE lower({column}) = $1",  # noqa: S608 - own names
                [trace.identity, pseudonym],
            )


def erase(tx: Transaction, employee_id: str, pseudonym: str) -> int:
    """Delete everything that is kept of a person, and put ``pseudonym`` where others' rows name them.

    Returns how many rows were the person's.
    """
    trace = of_person(tx, employee_id)
    rows = sum(trace.count(tx).values())
    trace.delete(tx)
    pseudonymise(tx, trace, pseudonym)
    return rows


def texts_with(reader: Reader, words: Sequence[str]) -> dict[str, int]:
    """Return in how many rows of which ``table.column`` one of these stands as a whole word."""
    pattern = f"(?i)(^|[^\\pL\\pN_])({'|'.join(map(re.escape, words))})($|[^\\pL\\pN_])"
    found: dict[str, int] = {}
    for table, columns in _texts(reader).items():
        counts = ", ".join(f"count_if(regexp_matches({name}::VARCHAR, $1)) AS {name}" for name in columns)
        [row] = reader.read(f"SELECT {counts} FROM {table}", [pattern])  # noqa: S608 - own names
        found |= {f"{table}.{name}": int(number) for name, number in row.items() if number}
    return found


def _texts(reader: Reader) -> dict[str, list[str]]:
    """Return the columns of each table that may hold words."""
    found: dict[str, list[str]] = {}
    for row in reader.read(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND database_name = "
        "current_database() AND data_type IN ('VARCHAR', 'JSON') AND table_name <> 'schema_version' "
        "ORDER BY table_name, column_index"
    ):
        found.setdefault(row["table_name"], []).append(row["column_name"])
    return found
