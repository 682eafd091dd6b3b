"""What ``python3 -m athena`` checks before it starts the app."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from athena.checks import check_data_folder
from athena.cli.run import check_port, check_store, main, options
from athena.config import read_settings
from athena.errors import BusyError, SetupError

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


def test_other_machines_are_not_let_near_without_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATHENA_MODE", "local")
    monkeypatch.setenv("ATHENA_HOST", "0.0.0.0")
    with pytest.raises(SetupError, match="ATHENA_MODE=accounts"):
        main([])


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


def test_a_database_in_use_is_told_before_the_app_starts(tmp_path: Path) -> None:
    place = tmp_path / "athena.duckdb"
    holder = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(BusyError):
            check_store(read_settings({"DATABASE_URL": f"duckdb:///{place}"}, NOWHERE))
        other.kill()


def test_only_the_named_proxies_are_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    options(read_settings({}, NOWHERE))
    assert os.environ["FORWARDED_ALLOW_IPS"] == ""
    options(read_settings({"ATHENA_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"}, NOWHERE))
    assert os.environ["FORWARDED_ALLOW_IPS"] == "127.0.0.1/32,10.0.0.0/8"


def test_streamlit_answers_to_the_same_names_and_takes_no_larger_files() -> None:
    given = options(
        read_settings({"ATHENA_ALLOWED_HOSTS": "a.example", "ATHENA_MAX_UPLOAD_MB": "3"}, NOWHERE)
    )
    assert "--server.allowedHosts=a.example" in given
    assert "--server.maxUploadSize=3" in given
