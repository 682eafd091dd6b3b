"""What ``python3 -m athena`` checks before it starts the app."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from athena.cli.run import check_data_folder, check_port, options
from athena.config import read_settings
from athena.errors import SetupError

NOWHERE = Path("/nonexistent/.env")


def test_a_port_in_use_is_told_with_the_way_out() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(
            SetupError, match=f"Port {port} on 127.0.0.1 cannot be used .*ATHENA_PORT={port + 1}"
        ):
            check_port("127.0.0.1", port)


def test_a_free_port_is_fine() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_port("127.0.0.1", port)


def test_a_folder_for_results_is_made_and_left_clean(tmp_path: Path) -> None:
    check_data_folder(tmp_path / "data")
    assert list((tmp_path / "data").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SetupError, match="Results cannot be kept in .*DATABASE_URL"):
        check_data_folder(tmp_path / "file" / "data")


def test_errors_stay_hidden_from_the_browser_unless_debugging() -> None:
    assert "--client.showErrorDetails=none" in options(read_settings({}, NOWHERE))


def test_the_given_secret_signs_the_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "")
    options(read_settings({"SESSION_SECRET_KEY": "k" * 32}, NOWHERE))
    assert os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] == "k" * 32
