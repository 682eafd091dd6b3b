"""``python3 -m athena interviewer``: the embedded interviewer alone, for any Realtime client."""

from __future__ import annotations

import os

from athena.config import read_settings
from athena.parts import interviewer_command


def main(arguments: list[str]) -> int:
    """Become the interviewer's own program; ``arguments`` win over the settings."""
    command = [*interviewer_command(read_settings(), speech=True), *arguments]
    os.execv(command[0], command)  # noqa: S606 (no shell is wanted)
