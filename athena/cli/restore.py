"""``python3 -m athena restore``: put a backup in the place of the database; Athena must not run."""

from __future__ import annotations

import argparse
from pathlib import Path

from athena.cli.backup import closed_backups
from athena.config import read_settings
from athena.services.restoring import Restored, restore


def main(arguments: list[str]) -> int:
    """Restore a backup and say what became of what was there."""
    options = _parser().parse_args(arguments)
    settings = read_settings()
    restored = restore(options.file, settings.database_path, closed_backups(settings), settings.key)
    print(told(restored))
    return 0


def told(restored: Restored) -> str:
    """Return what was done, and what is left to do."""
    lines = ["The backup is in place. Everybody has to sign in again."]
    if restored.aside:
        lines.append(f"What was there before is kept in {restored.aside.path}.")
    if restored.erased:
        lines.append(f"People who were erased since it was made, and were erased again: {restored.erased}.")
    if restored.unsure:
        lines.append(
            f"Erasures since it was made that cannot be repeated without the key they were made with: "
            f"{restored.unsure}. Erase those people again."
        )
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena restore", description=__doc__)
    parser.add_argument("file", type=Path, help="the backup, encrypted or not")
    return parser
