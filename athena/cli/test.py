"""``python3 -m athena test``: all tests, the browser's included."""

from __future__ import annotations

import os
import subprocess
import sys

from athena.cli.chromium import SWITCH, chromium
from athena.config import ROOT


def main(arguments: list[str]) -> int:
    """Run pytest with a Chromium at hand; return its exit code. Raises SetupError."""
    environment = {**os.environ, SWITCH: chromium(), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", *(arguments or ["tests"])]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
