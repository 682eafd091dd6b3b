"""Secrets in a file that others can read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from athena.cli import run
from athena.cli.run import check_secrets
from athena.config import read_settings
from athena.config.secrecy import exposed_secrets, exposure, secret_names
from athena.errors import SetupError

NOWHERE = Path("/nonexistent/.env")
LOCAL, ACCOUNTS = (read_settings({"ATHENA_MODE": mode}, NOWHERE) for mode in ("local", "accounts"))


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    """A file with a secret that everybody can read."""
    file = tmp_path / ".env"
    file.write_text("OPENAI_API_KEY=sk-canary\nADMIN_PASSWORD=\nATHENA_PORT=9000\n")
    file.chmod(0o644)
    return file


def test_the_secrets_are_known() -> None:
    named = {
        "OPENAI_API_KEY",
        "ADMIN_PASSWORD",
        "SESSION_SECRET_KEY",
        "ATHENA_METRICS_TOKEN",
        "JUDGE0_API_KEY",
    }
    assert named <= secret_names()
    assert "ATHENA_PORT" not in secret_names()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o666])
def test_a_file_that_others_can_read_or_write_exposes_its_secrets(env_file: Path, mode: int) -> None:
    env_file.chmod(mode)
    assert exposed_secrets(env_file) == ("OPENAI_API_KEY",)


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_of_ones_own_exposes_none(env_file: Path, mode: int) -> None:
    env_file.chmod(mode)
    assert exposed_secrets(env_file) == ()


def test_a_file_without_secrets_may_be_read_by_everybody(env_file: Path) -> None:
    env_file.write_text("ATHENA_PORT=9000\nOPENAI_API_KEY= \n")
    assert exposed_secrets(env_file) == ()


def test_no_file_exposes_none() -> None:
    assert exposed_secrets(NOWHERE) == ()


def test_the_words_name_the_secret_and_the_way_out_and_never_its_value(env_file: Path) -> None:
    words = exposure(exposed_secrets(env_file), env_file)
    assert words.startswith(f"{env_file} holds OPENAI_API_KEY, and others on this machine can read it.")
    assert words.endswith(f"chmod 600 {env_file}")
    assert "canary" not in words


def test_with_accounts_athena_does_not_start(env_file: Path) -> None:
    with pytest.raises(SetupError, match="chmod 600"):
        check_secrets(ACCOUNTS, env_file)


def test_on_ones_own_machine_it_is_a_warning(env_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_secrets(LOCAL, env_file)
    assert capsys.readouterr().err.startswith("Careful: ")


def test_what_the_app_writes_is_for_its_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become: list[str] = []
    monkeypatch.setattr(os, "execv", lambda program, _: become.append(program))
    monkeypatch.setattr(os, "chdir", lambda _: None)
    monkeypatch.setenv("DATABASE_URL", f"duckdb:///{tmp_path / 'data' / 'athena.duckdb'}")
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "")
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "")
    before = os.umask(0o022)
    try:
        run.main([])
    finally:
        os.umask(before)
    assert become
    assert (tmp_path / "data" / "athena.duckdb").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
