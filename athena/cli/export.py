"""``python3 -m athena export``: everything that is kept of one person, as JSON and PDF in a ZIP file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from athena.config import read_settings
from athena.domain.access import LOCAL
from athena.errors import InputError
from athena.parts import opened_custody


def main(arguments: list[str]) -> int:
    """Write the file and say where it is."""
    options = _parser().parse_args(arguments)
    with opened_custody(read_settings()) as custody:
        archive = custody.exports.archive(LOCAL, options.person)
    target = options.to or Path(archive.name)
    _write(target, archive.data)
    print(f"Wrote {target} ({len(archive.data) / 1_000_000:.1f} MB). It holds personal data: keep it safe.")
    return 0


def _write(target: Path, data: bytes) -> None:
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except FileExistsError as error:
        raise InputError(f"{target} is there already. Name another file with --to.") from error
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}.") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena export", description=__doc__)
    parser.add_argument("--person", required=True, metavar="ID", help="the person's Employee ID")
    parser.add_argument("--to", type=Path, metavar="FILE.zip", help="where to write it (here by default)")
    return parser
