"""Numbered steps of the schema, each applied once, in one transaction, and remembered with its hash."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from athena.errors import MigrationError, StoreError

MIGRATIONS = Path(__file__).with_name("migrations")
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_TABLE = """
CREATE TABLE IF NOT EXISTS schema_version (
    number INTEGER PRIMARY KEY, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL
)"""


class _Writer(Protocol):
    def read(self, sql: str, /) -> list[dict[str, Any]]: ...
    def run(self, sql: str, /) -> None: ...
    def insert(self, table: str, values: Mapping[str, object], /) -> None: ...


class _Target(Protocol):
    def transaction(self) -> AbstractContextManager[_Writer]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One migration file."""

    number: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        """The hash of the step's text, the same whatever line ends it was checked out with."""
        return sha256(self.sql.encode()).hexdigest()


def read_steps(folder: Path) -> list[Step]:
    """Read the steps in order; raises MigrationError when a number is missing, doubled or a name is odd."""
    files = sorted(folder.glob("*.sql"))
    odd = [file.name for file in files if not _NAME.fullmatch(file.name)]
    if odd:
        raise MigrationError(f"{odd[0]} in {folder} is not named like 0001_words.sql. Rename or remove it.")
    steps = [Step(int(file.name[:4]), file.name, file.read_text("utf-8")) for file in files]
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise MigrationError(
            f"The migrations in {folder} are not numbered 1 to {len(steps)}. Reinstall Athena."
        )
    return steps


def migrate(database: _Target, folder: Path = MIGRATIONS) -> None:
    """Apply the steps that are not in the database yet; refuse a history that does not fit this program."""
    steps = read_steps(folder)
    with database.transaction() as tx:
        tx.run(_TABLE)
        done = {row["number"]: row for row in tx.read("SELECT number, name, sha256 FROM schema_version")}
    _check(steps, done)
    for step in steps:
        if step.number not in done:
            _apply(database, step)


def _check(steps: list[Step], done: Mapping[int, Mapping[str, Any]]) -> None:
    newest = max(done, default=0)
    if newest > len(steps):
        raise MigrationError(
            f"The database was written by a newer Athena (schema {newest}, this program knows {len(steps)}). "
            "Update Athena, or restore a backup made with this version."
        )
    for step in steps[:newest]:
        row = done.get(step.number)
        if row is None or row["name"] != step.name or row["sha256"] != step.digest:
            raise MigrationError(
                f"The migration {step.name} is not the one this database was built with. "
                "Put the original file back by reinstalling Athena, or restore a backup."
            )


def _apply(database: _Target, step: Step) -> None:
    applied = datetime.now(UTC).replace(tzinfo=None)
    row = {"number": step.number, "name": step.name, "sha256": step.digest, "applied_at": applied}
    try:
        with database.transaction() as tx:
            tx.run(step.sql)
            tx.insert("schema_version", row)
    except MigrationError:
        raise
    except StoreError as error:
        raise MigrationError(
            f"The migration {step.name} could not be applied; nothing changed. {error}"
        ) from error
