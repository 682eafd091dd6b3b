"""Taking a backup back: checked before anything changes, and what was there is kept aside."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from athena.errors import BusyError, InputError, StoreError
from athena.services.backups import Backup, Backups
from athena.services.erasure import erase_again
from athena.services.sealing import is_sealed, unsealed
from athena.services.snapshots import folder_of
from athena.store import erasures
from athena.store.database import Database
from athena.store.erasures import Erased
from athena.store.rewriting import is_store

_ASIDE = "-before-restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: what was there before, and what became of people erased since the backup was made.

    ``erased`` were found in it and erased again; ``unsure`` cannot be looked for: there was or is no key.
    """

    aside: Backup | None
    erased: int
    unsure: int


def restore(backup: Path, path: Path, backups: Backups, key: bytes | None) -> Restored:
    """Put a backup in the place of the database ``path``, brought up to date with this version.

    Whoever was erased since it was made is erased again, and everybody has to sign in anew. Raises InputError
    (no backup, another key, cut off), MigrationError (of a newer version), BusyError (Athena runs) and
    StoreError; nothing has changed then.
    """
    past = _erasures_of(path)
    new = path.with_name(path.name + ".restoring")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _unpack(backup, new, key)
        erased, unsure = _bring_up(new, past or [], key)
        aside = _put_aside(path, backups, damaged=past is None)
        new.replace(path)
    except OSError as error:
        raise StoreError(f"The backup cannot be restored: {error.strerror} ({error.filename}).") from error
    finally:
        for name in (new.name, new.name + ".wal"):
            new.with_name(name).unlink(missing_ok=True)
    shutil.rmtree(folder_of(path), ignore_errors=True)
    return Restored(aside, erased, unsure)


def _erasures_of(path: Path) -> list[Erased] | None:
    """Return what was erased from the database that is there; None when it cannot be opened."""
    if not path.exists():
        return []
    try:
        current = Database.open(path)
    except BusyError:
        raise
    except StoreError:
        return None
    try:
        return erasures.everything(current)
    finally:
        current.close()


def _unpack(backup: Path, new: Path, key: bytes | None) -> None:
    if not backup.is_file():
        raise InputError(f"There is no file {backup}. Name a backup.")
    sealed = is_sealed(backup)
    if sealed and key is None:
        raise InputError("This backup is encrypted. Set ATHENA_ENCRYPTION_KEY to the key it was made with.")
    with backup.open("rb") as source, new.open("wb") as target:
        os.chmod(new, 0o600)  # noqa: PTH101 - before anything is in it
        if sealed and key:
            target.writelines(unsealed(source, key))
        else:
            shutil.copyfileobj(source, target)
    if not is_store(new):
        raise InputError(f"{backup} is not a backup of Athena's database, or it is damaged. Take another.")


def _bring_up(new: Path, past: list[Erased], key: bytes | None) -> tuple[int, int]:
    """Bring the backup up to date; return how many people were erased again, and how many cannot be."""
    restored = Database.open(new)
    try:
        with restored.transaction() as tx:
            erasures.close_doors(tx)
        found, unsure = erase_again(restored, past, key)
        if found:
            restored.compact()
        return found, unsure
    finally:
        restored.close()


def _put_aside(path: Path, backups: Backups, *, damaged: bool) -> Backup | None:
    """Keep what was there as one more backup, also when it cannot be opened; its log then stays beside it."""
    if not path.exists():
        return None
    log = path.with_name(path.name + ".wal")
    if damaged and log.exists():
        log.replace(path.with_name(path.name + ".wal.damaged"))
    return backups.keep(path, _ASIDE)
