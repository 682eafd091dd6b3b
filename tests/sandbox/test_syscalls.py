"""The filter cannot be taken off again, so it is tried in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from athena.config import ROOT

PROGRAM = """
import json, os, socket, sys
from athena.sandbox import confinement, syscalls
path = sys.argv[1]
confinement.die_with_parent()
told = {"on": syscalls.only_reading(), "read": open(path).read()}
for name, act in {
    "write": lambda: open(path, "w"),
    "append": lambda: open(path, "a"),
    "create": lambda: open(path + "1", "x"),
    "truncate": lambda: os.truncate(path, 0),
    "remove": lambda: os.unlink(path),
    "folder": lambda: os.mkdir(path + "2"),
    "rename": lambda: os.rename(path, path + "3"),
    "socket": socket.socket,
    "run": lambda: os.execv("/bin/true", ["x"]),
}.items():
    try:
        act()
    except PermissionError:
        told[name] = "refused"
print(json.dumps(told))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has seccomp")
def test_a_filtered_process_reads_and_does_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("words")
    ran = subprocess.run([sys.executable, "-c", PROGRAM, str(path)], capture_output=True, text=True, cwd=ROOT)
    refused = ("write", "append", "create", "truncate", "remove", "folder", "rename", "socket", "run")
    assert json.loads(ran.stdout) == {"on": True, "read": "words"} | dict.fromkeys(refused, "refused")
