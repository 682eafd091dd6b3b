"""The set-up command: what it says when it cannot start, and when it has nothing to do."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from athena import __main__ as setup

SOURCE = Path(setup.__file__)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "requirements.txt"
    path.write_text("six==1.0 --hash=sha256:00\n")
    monkeypatch.setattr(setup, "LOCK", path)
    return path


def test_an_old_python_gets_one_sentence_with_both_versions() -> None:
    with pytest.raises(setup.CannotStartError, match=r"needs Python 3\.11 or newer, this is 3\.8\. Install"):
        setup.check_python((3, 8))


def test_the_oldest_supported_python_is_accepted() -> None:
    setup.check_python((3, 11))


def test_a_python_of_2016_can_still_read_the_command() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_command_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_missing_lock_is_named(lock: Path) -> None:
    lock.unlink()
    with pytest.raises(setup.CannotStartError, match=r"requirements\.txt cannot be read \(no such file"):
        setup.read_lock()


def test_a_lock_without_hashes_is_called_damaged(lock: Path) -> None:
    lock.write_text("six==1.0\n")
    with pytest.raises(setup.CannotStartError, match="damaged"):
        setup.read_lock()


def test_a_full_disk_is_told_with_the_space_that_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.shutil, "disk_usage", lambda _: Usage(1, 1, 12 * 2**20))
    with pytest.raises(setup.CannotStartError, match="only 12 MB are free.*needs 2500 MB"):
        setup.check_disk()


def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(setup, "ROOT", tmp_path / "gone")
    with pytest.raises(setup.CannotStartError, match="gone cannot be written to .*write permission"):
        setup.check_disk()


def test_an_environment_made_for_this_lock_is_left_alone(
    lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = tmp_path / "stamp"
    stamp.write_text(setup.wanted_stamp(lock.read_bytes()))
    monkeypatch.setattr(setup, "STAMP", stamp)
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(setup, "make_environment", lambda: pytest.fail("set up again"))
    setup.prepare()


def test_another_lock_asks_for_another_environment(lock: Path) -> None:
    assert setup.wanted_stamp(lock.read_bytes()) != setup.wanted_stamp(b"another lock")


def test_a_package_that_does_not_match_its_hash_is_refused_with_advice(
    lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "run", lambda command: 1)
    with pytest.raises(setup.CannotStartError, match="git checkout requirements.txt"):
        setup.install_lock()


def test_an_unknown_command_is_answered_with_the_list() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "athena.cli", "dance"],
        capture_output=True,
        text=True,
        cwd=SOURCE.parent.parent,
    )
    assert (done.returncode, "there is no command 'dance'" in done.stderr, "simulate" in done.stderr) == (
        2,
        True,
        True,
    )


def test_without_ensurepip_the_pip_outside_installs_into_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(setup, "has_ensurepip", lambda: False)
    command = setup.pip_command()
    assert command[1:5] == ["-m", "pip", "--python", str(setup.PYTHON)]
