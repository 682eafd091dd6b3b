"""Erasing a person: every row, every file and every copy; what cannot be erased here is named."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.domain.people import identity, read_employee_id
from athena.errors import InputError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.backups import Backup, Backups
from athena.services.records import random_id, utc_now
from athena.services.tidying import Tidying
from athena.store import employees, erasures, traces
from athena.store.database import Database, Transaction
from athena.store.erasures import Erased
from athena.store.traces import Trace


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a person: rows by table, rows of others that name them by table, and interviews.

    ``backups`` may hold the person as well until they expire; they are not changed.
    """

    employee_id: str
    name: str
    rows: Mapping[str, int]
    named_in: Mapping[str, int]
    interviews: int
    backups: Sequence[Backup]


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was done; ``mentioned`` counts texts of others, by ``table.column``, that have the name or ID."""

    pseudonym: str
    rows: int
    mentioned: Mapping[str, int]
    backups: Sequence[Backup]


class Erasing:
    """Erases people. ``is_live`` says whether an interview runs now; ``forget_sound`` removes recordings."""

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        tidying: Tidying,
        backups: Backups,
        *,
        key: bytes | None = None,
        is_live: Callable[[str], bool] = lambda _: False,
        forget_sound: Callable[[Sequence[str]], object] = lambda _: None,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._database, self._audit, self._tidying, self._backups = database, audit, tidying, backups
        self._key, self._is_live, self._forget_sound = key, is_live, forget_sound
        self._now, self._new_id = now, new_id

    def held(self, viewer: Viewer, employee_id: str) -> Held:
        """Return what is kept of a person.

        Raises AccessError, InputError for what is no Employee ID, NotFoundError when there is nothing.
        """
        viewer.require(Permission.MANAGE_PRIVACY)
        return self._held(read_employee_id(employee_id))

    def erase(self, viewer: Viewer, employee_id: str, confirmed: str) -> Erasure:
        """Erase everything that is kept of a person; ``confirmed`` is the ID, typed once more.

        Everybody waits while the database file is written anew. Raises as ``held`` does, and InputError when
        the ID typed is another, while the person is being interviewed, and for whom Athena cannot be without.
        """
        viewer.require(Permission.MANAGE_PRIVACY)
        held = self._held(read_employee_id(employee_id))
        self._check(viewer, held, confirmed)
        words = self._words(held)
        erased = self._erase(held)
        pseudonym = pseudonym_of(erased)
        self._audit.note(viewer, Action.DELETION, pseudonym, detail={"rows": str(erased.rows)})
        self._tidying.tidy()
        found = traces.texts_with(self._database, words)
        return Erasure(pseudonym, erased.rows, found, held.backups)

    def log(self, viewer: Viewer) -> list[Erased]:
        """Return what is known of earlier erasures. Raises AccessError."""
        viewer.require(Permission.MANAGE_PRIVACY)
        return erasures.everything(self._database)

    def _held(self, employee_id: str) -> Held:
        trace = traces.of_person(self._database, employee_id)
        rows = trace.count(self._database)
        named = {t: len(rows) for t, rows in traces.mentions(self._database, employee_id).items()}
        if not rows and not named:
            raise NotFoundError(f"Nothing is kept of a person with the Employee ID {employee_id}.")
        person = employees.find(self._database, employee_id)
        spelt = person.employee_id if person else employee_id
        name = person.name if person else ""
        return Held(spelt, name, rows, named, len(trace.session_ids), self._backups.listed())

    def _check(self, viewer: Viewer, held: Held, confirmed: str) -> None:
        if identity(confirmed.strip()) != identity(held.employee_id):
            raise InputError(
                f"Type the Employee ID {held.employee_id} once more to confirm: an erasure cannot be undone."
            )
        if viewer.is_person(held.employee_id):
            raise InputError("You cannot erase yourself. Ask another administrator to do it.")
        if erasures.is_last_administrator(self._database, held.employee_id):
            raise InputError("This is the only administrator. Make somebody else one first.")
        if any(map(self._is_live, self._trace(held).session_ids)):
            raise InputError(
                "This person is being interviewed right now. Let the interview end, or end it, and try again."
            )

    def _words(self, held: Held) -> list[str]:
        """Return by what a person can be named in the texts of others."""
        rows = self._trace(held).rows(self._database, "employees")
        return [word for word in (held.name, held.employee_id, *(row["email"] for row in rows)) if word]

    def _trace(self, held: Held) -> Trace:
        return traces.of_person(self._database, held.employee_id)

    def _erase(self, held: Held) -> Erased:
        self._forget_sound(self._trace(held).session_ids)
        with self._database.transaction() as tx:
            erased = erase_rows(tx, held.employee_id, self._new_id(), self._now(), self._key)
            self._tidying.want(tx)
        return erased


def pseudonym_of(erased: Erased) -> str:
    """Return what stands for an erased person in the audit log: it tells erasures apart, and nothing else."""
    return f"erased-{erased.erasure_id[:8]}"


def erase_rows(tx: Transaction, employee_id: str, erasure_id: str, at: datetime, key: bytes | None) -> Erased:
    """Erase a person from the tables and keep that this was done."""
    digest = digest_of(key, employee_id) if key else None
    erased = Erased(erasure_id, at, 0, digest)
    rows = traces.erase(tx, employee_id, pseudonym_of(erased))
    erased = Erased(erasure_id, at, rows, digest)
    erasures.add(tx, erased)
    return erased


def digest_of(key: bytes, employee_id: str) -> str:
    """Return what finds an erased person again, for whoever has the key."""
    return hmac.new(key, f"athena-erased:{identity(employee_id)}".encode(), sha256).hexdigest()


def erase_again(database: Database, past: Sequence[Erased], key: bytes | None) -> tuple[int, int]:
    """Erase from a restored database whoever was erased after it was made.

    Returns how many were found, and how many cannot be looked for: they were erased without a key.
    """
    there = {one.erasure_id for one in erasures.everything(database)}
    missing = [one for one in past if one.erasure_id not in there]
    known = {digest_of(key, who): who for who in erasures.identities(database)} if key else {}
    found = 0
    for one in missing:
        who = known.get(one.digest or "")
        found += who is not None
        with database.transaction() as tx:
            if who is None:
                erasures.add(tx, one)
            else:
                erase_rows(tx, who, one.erasure_id, one.erased_at, key)
    return found, sum(key is None or one.digest is None for one in missing)
