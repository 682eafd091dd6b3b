"""``python3 -m athena interviewer``: the embedded interviewer alone, for any Realtime client."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str]) -> int:
    """Become the interviewer's own program with ``arguments``."""
    command = [sys.executable, "-m", "athena.interviewer", *arguments]
    os.execv(command[0], command)  # noqa: S606 (no shell is wanted)
