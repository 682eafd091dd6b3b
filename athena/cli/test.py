"""``python3 -m athena test``: all tests, the browser's included."""

from __future__ import annotations

import os
import subprocess
import sys

from athena.cli.chromium import SWITCH, chromium
from athena.config import ROOT

SIDE_BY_SIDE = ("-n", "2", "--no-loadscope-reorder", "tests")
"""All tests in two processes; how they are dealt out is said in ``tests/conftest.py``."""


def main(arguments: list[str]) -> int:
    """Run pytest with a Chromium at hand; return its exit code. Raises SetupError."""
    environment = {**os.environ, SWITCH: chromium(), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", *(arguments or SIDE_BY_SIDE)]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
