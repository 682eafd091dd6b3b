"""``python3 -m athena backup``: write a backup of the database, also while the app runs."""

from __future__ import annotations

import argparse

from athena.config import Settings, read_settings
from athena.domain.access import LOCAL
from athena.errors import BusyError
from athena.parts import opened_custody
from athena.services.backups import Backup, Backups
from athena.services.custody import backup_folder


def main(arguments: list[str]) -> int:
    """Make a backup and say where it is, or list those there are."""
    options = _parser().parse_args(arguments)
    settings = read_settings()
    if options.list:
        print("\n".join(map(line, closed_backups(settings).listed())) or "There are no backups.")
        return 0
    made = _made(settings)
    print(f"Wrote {made.path} ({megabytes(made)}, {_how(made)}). {_expiry(made)}")
    return 0


def closed_backups(settings: Settings) -> Backups:
    """Return the backups without an open database: to look at them, and to keep files aside."""
    return Backups(None, None, backup_folder(settings), settings.key, settings.periods)


def line(backup: Backup) -> str:
    """Return a line about a backup."""
    return f"{backup.path}  {megabytes(backup)}  {_how(backup)}  {_expiry(backup)}"


def megabytes(backup: Backup) -> str:
    """Return how large a backup is."""
    return f"{backup.bytes / 1_000_000:.1f} MB"


def _made(settings: Settings) -> Backup:
    try:
        with opened_custody(settings) as custody:
            return custody.backups.make(LOCAL)
    except BusyError:
        return closed_backups(settings).ask()


def _how(backup: Backup) -> str:
    return "encrypted" if backup.sealed else "not encrypted: ATHENA_ENCRYPTION_KEY is not set"


def _expiry(backup: Backup) -> str:
    if backup.expires_at is None:
        return "It is kept until somebody removes it."
    return f"It is removed after {backup.expires_at:%Y-%m-%d %H:%M} UTC."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena backup", description=__doc__)
    parser.add_argument("--list", action="store_true", help="list the backups there are, and when they go")
    return parser
