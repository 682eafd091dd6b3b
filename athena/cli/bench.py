"""``python3 -m athena bench``: run the benchmarks, each of which prints a table."""

from __future__ import annotations

import os
import platform
import runpy
import sys

from athena.config import ROOT

FOLDER = ROOT / "tests" / "benchmarks"
GROUPS = {"voice": ("microphone", "turnaround", "sessions", "recognition")}


def main(arguments: list[str]) -> int:
    """Run the benchmarks or groups named in ``arguments`` (all without any); return the exit code.

    What begins with ``-`` and all after it is left to the benchmarks.
    """
    end = next((i for i, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    arguments, options = arguments[:end], arguments[end:]
    known = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
    asked = [name for word in arguments for name in GROUPS.get(word, (word,))] or known
    unknown = sorted(set(asked) - set(known))
    if unknown:
        names = ", ".join((*GROUPS, *known))
        print(f"athena: there is no benchmark {', '.join(unknown)}; there are: {names}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    print(f"{machine()}\n", flush=True)
    for name in asked:
        sys.argv = [f"athena bench {name}", *options]
        runpy.run_path(str(FOLDER / f"{name}.py"), run_name="__main__")
    return 0


def machine() -> str:
    """Return the size of this machine in one line."""
    python, kind = platform.python_version(), f"{platform.system()} {platform.machine()}"
    return f"{kind}, {os.cpu_count()} cores, Python {python}"
