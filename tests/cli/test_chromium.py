"""Where the browser tests get their Chromium from: what is here, else an installation, else a refusal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from athena.cli import chromium as finder
from athena.errors import SetupError


@pytest.fixture
def nothing_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.delenv(finder.SWITCH, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(finder, "_playwrights_own", lambda: None)
    return monkeypatch


def test_the_one_named_in_the_environment_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(finder.SWITCH, sys.executable)
    assert finder.chromium() == sys.executable


def test_a_name_that_is_no_program_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(finder.SWITCH, "/no/such/browser")
    with pytest.raises(SetupError, match="/no/such/browser, which is not a program"):
        finder.chromium()


def test_one_on_the_path_is_found(nothing_here: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    assert finder.chromium() == str(browser)


def test_without_one_the_distributions_package_is_installed_where_playwright_has_none(
    nothing_here: pytest.MonkeyPatch,
) -> None:
    nothing_here.setattr(finder, "install_with_playwright", lambda: None)
    nothing_here.setattr(finder, "install_with_apt", lambda: "/usr/bin/chromium")
    assert finder.chromium() == "/usr/bin/chromium"


def test_where_none_can_be_had_the_tests_do_not_go_on_in_silence(nothing_here: pytest.MonkeyPatch) -> None:
    nothing_here.setattr(finder, "install_with_playwright", lambda: None)
    nothing_here.setattr(finder, "install_with_apt", lambda: None)
    with pytest.raises(SetupError, match="none could be installed"):
        finder.chromium()


def test_without_apt_nothing_is_installed(nothing_here: pytest.MonkeyPatch) -> None:
    assert finder.install_with_apt() is None
