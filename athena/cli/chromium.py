"""Find a Chromium for the browser tests, or install one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from athena.errors import SetupError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
SWITCH = "ATHENA_CHROMIUM"


def chromium() -> str:
    """Return the path of a Chromium, installing one when there is none. Raises SetupError."""
    found = find()
    if found is None:
        print("athena: no Chromium found, installing one for the browser tests", file=sys.stderr, flush=True)
        found = install_with_playwright() or install_with_apt()
    if found is None:
        raise SetupError(
            "The browser tests need Chromium and none could be installed. Install Chromium or Chrome, "
            f"or set {SWITCH} to the path of one, then run the same command again."
        )
    return found


def find() -> str | None:
    """Return a Chromium that is here: the one the environment names, on the path, or Playwright's."""
    named = os.environ.get(SWITCH)
    if named:
        if not shutil.which(named):
            raise SetupError(f"{SWITCH} names {named}, which is not a program. Correct it or unset it.")
        return shutil.which(named)
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or _playwrights_own()


def install_with_playwright() -> str | None:
    """Let Playwright download its own build; return its path, or None where that cannot be done."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return _playwrights_own() if _succeeds(command) else None


def install_with_apt() -> str | None:
    """Install the distribution's package where apt-get may be used without a question; return its path."""
    if not shutil.which("apt-get"):
        return None
    prefix = [] if getattr(os, "geteuid", lambda: 1)() == 0 else ["sudo", "--non-interactive"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _succeeds([*prefix, "apt-get", "update", "-qq"], environment)
    _succeeds([*prefix, "apt-get", "install", "-y", "-qq", "chromium"], environment)
    return next(filter(None, map(shutil.which, NAMES)), None)


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # the tests alone need it

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _succeeds(command: list[str], environment: dict[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(command, env=environment, stdout=sys.stderr, check=False, timeout=900)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
