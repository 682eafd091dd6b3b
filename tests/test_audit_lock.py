"""What the offline audit of the lock lets through."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from packaging.version import Version

from athena.config import ROOT

_spec = importlib.util.spec_from_file_location("audit_lock", ROOT / ".ci" / "audit_lock.py")
assert _spec
assert _spec.loader
audit = importlib.util.module_from_spec(_spec)
sys.modules["audit_lock"] = audit
_spec.loader.exec_module(audit)

HASH = "--hash=sha256:" + "0" * 64
TABLE = """as_of = 2026-01-02
[[advisory]]
package = "Some_Package"
id = "CVE-1"
affected = [">=1.0,<1.4", ">=2.0,<2.1"]
fixed = "2.1"
"""
ADVISORIES = audit.read_advisories(TABLE)[1]


def faults(line: str) -> list[str]:
    return list(audit.faults_of(line, ADVISORIES))


def test_the_lock_of_the_project_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([]) == 0, capsys.readouterr().out


def test_every_advisory_is_of_a_locked_package_and_covers_no_fixed_version() -> None:
    _, advisories = audit.read_advisories((ROOT / ".ci" / "advisories.toml").read_text("utf-8"))
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    names = {line.split("==")[0] for line in audit.requirement_lines(lock)}
    assert advisories
    assert {advisory.package for advisory in advisories} <= names
    assert not any(one.concerns(one.package, Version(one.fixed)) for one in advisories)


def test_a_sound_requirement_has_no_fault() -> None:
    assert faults(f"some-package==1.4 ; python_version < '3.12' {HASH} {HASH}") == []


@pytest.mark.parametrize("version", ["1.0", "1.3.9", "2.0"])
def test_a_version_with_a_known_weakness_is_told_with_the_way_out(version: str) -> None:
    assert f"some-package {version}: CVE-1, fixed in 2.1." in faults(f"some-package=={version} {HASH}")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("some-package==1.4", "it has no SHA-256 hash"),
        ("some-package==1.4 --hash=sha256:abc", "it has no SHA-256 hash"),
        (f"some-package==1.4 --hash=md5:{'0' * 32}", "it has no SHA-256 hash"),
        (f"some-package>=1.4 {HASH}", "it is not pinned to one version"),
        (f"some-package==1.* {HASH}", "it is not pinned to one version"),
        (f"some-package {HASH}", "it is not pinned to one version"),
        (f"some-package==3.0b1 {HASH}", "this version is not a release"),
        (f"some-package==3.0.dev1 {HASH}", "this version is not a release"),
        (f"some-package @ https://evil.example/a.whl {HASH}", "it comes from an address"),
        ("https://evil.example/a.whl", "this is not a requirement"),
        ("--index-url https://evil.example/", "this is not a requirement"),
        ("-e .", "this is not a requirement"),
    ],
)
def test_whatever_is_not_a_hashed_release_of_the_index_is_told(line: str, fault: str) -> None:
    assert any(fault in found for found in faults(line)), faults(line)


def test_lines_are_joined_and_comments_left_out() -> None:
    text = f"# made by uv\na==1 \\\n    {HASH} \\\n    {HASH}\n    # via\n    #   b\n\nb==2 {HASH}\n"
    lines = [" ".join(line.split()) for line in audit.requirement_lines(text)]
    assert lines == [f"a==1 {HASH} {HASH}", f"b==2 {HASH}"]


def test_a_fault_fails_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lock.txt").write_text("some-package==1.2\n")
    (tmp_path / "table.toml").write_text(TABLE)
    assert audit.main([str(tmp_path / "lock.txt"), str(tmp_path / "table.toml")]) == 1
    assert "1 locked requirements, 1 advisories of 2026-01-02: 2 faults." in capsys.readouterr().out


def test_an_empty_lock_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "lock.txt").write_text("")
    assert audit.main([str(tmp_path / "lock.txt")]) == 1
