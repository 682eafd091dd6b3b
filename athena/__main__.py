"""``python3 -m athena``: set everything up once, then run a command inside the project's own environment.

Standard library only, and nothing here that Python 3.6 could not read (so the annotations are quoted): an old
Python must get a sentence, not a traceback. The commands themselves live in ``athena.cli``.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.txt"
STAMP = VENV / ".athena-lock"
UV = "uv==0.13.9"
OLDEST = (3, 11)
NEEDED_MEGABYTES = 2500


class CannotStartError(Exception):
    """One sentence that says why Athena cannot start and what to do."""


def main(arguments: "list[str]") -> int:
    """Set up when needed, then hand over to ``athena.cli``; return the exit code."""
    try:
        check_python(sys.version_info[:2])
        prepare()
    except CannotStartError as error:
        print(f"athena: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("athena: stopped; run the same command again to go on.", file=sys.stderr)
        return 130
    return hand_over([str(PYTHON), "-m", "athena.cli", *arguments])


def check_python(version: "tuple[int, ...]") -> None:
    """Refuse a Python that is too old."""
    if version < OLDEST:
        have, need = ".".join(map(str, version)), ".".join(map(str, OLDEST))
        raise CannotStartError(
            f"Athena needs Python {need} or newer, this is {have}. Install a newer Python and run it instead."
        )


def prepare() -> None:
    """Make ``.venv`` and install the lock into it, unless that was done for this very lock."""
    stamp = wanted_stamp(read_lock())
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp:
        return
    check_disk()
    print("athena: setting up .venv (once; takes a minute or two)", file=sys.stderr, flush=True)
    make_environment()
    install_lock()
    STAMP.write_text(stamp, encoding="utf-8")


def read_lock() -> bytes:
    """Return the lock file, or say that it is missing or damaged."""
    try:
        lock = LOCK.read_bytes()
    except OSError as error:
        why = reason(error)
        raise CannotStartError(f"{LOCK.name} cannot be read ({why}). Restore it with git.") from error
    if b"--hash=sha256:" not in lock:
        raise CannotStartError(f"{LOCK.name} holds no hashes, so it is damaged. Restore it with git.")
    return lock


def wanted_stamp(lock: bytes) -> str:
    """Return the name of an environment: the hash of the lock and of the Python that reads it."""
    return hashlib.sha256(lock + sys.version.encode()).hexdigest()


def check_disk() -> None:
    """Refuse a folder that cannot be written to or a disk that is nearly full."""
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            free = shutil.disk_usage(ROOT).free // 2**20
    except OSError as error:
        raise CannotStartError(
            f"{ROOT} cannot be written to ({reason(error)}). "
            "Give yourself write permission there or free some space."
        ) from error
    if free < NEEDED_MEGABYTES:
        raise CannotStartError(
            f"only {free} MB are free on the disk of {ROOT}, setting up needs {NEEDED_MEGABYTES} MB. "
            "Free some space."
        )


def make_environment() -> None:
    """Create ``.venv`` anew: one that belongs to another Python or broke half-way is replaced."""
    if VENV.exists():
        shutil.rmtree(VENV, ignore_errors=True)
    command = [outside_python(), "-m", "venv", str(VENV), *([] if has_ensurepip() else ["--without-pip"])]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:  # noqa: S603 (our own words)
        raise CannotStartError(
            "a virtual environment could not be made. On Debian or Ubuntu: sudo apt install python3-venv"
        )


def outside_python() -> str:
    """Return the Python outside of ``.venv``: the one inside may just have been removed."""
    return getattr(sys, "_base_executable", "") or sys.executable


def has_ensurepip() -> bool:
    """Return whether a new environment can be given its own pip (some distributions leave that out)."""
    return importlib.util.find_spec("ensurepip") is not None


def pip_command() -> "list[str]":
    """Return how to install into ``.venv``: by its own pip, or by the one outside."""
    if has_ensurepip():
        return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [outside_python(), "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]


def install_lock() -> None:
    """Install the lock with its hashes checked: by uv, or by pip where uv cannot be had."""
    pip = pip_command()
    if not run([*pip, UV]):
        with_uv = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
        if not run([*with_uv, "--require-hashes", "--compile-bytecode", "-r", str(LOCK)]):
            return
    if run([*pip, "--require-hashes", "-r", str(LOCK)]):
        raise CannotStartError(
            "the packages could not be installed; the lines above say why. Check the network and that "
            f"{LOCK.name} is unchanged (git checkout {LOCK.name}), then run the same command again. "
            "On Debian or Ubuntu, sudo apt install python3-venv python3-pip may be what is missing."
        )


def run(command: "list[str]") -> int:
    """Run ``command`` in the project's folder and return its exit code."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 (our own words)


def reason(error: OSError) -> str:
    """Return the short reason of an operating system's error."""
    return (error.strerror or str(error)).lower()


def hand_over(command: "list[str]") -> int:
    """Become ``command``; where a process cannot be replaced, run it and return its exit code."""
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 (no shell is wanted)
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.run(command, check=False).returncode  # noqa: S603 (our own words)
    return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
