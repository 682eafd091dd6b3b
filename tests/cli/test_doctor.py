from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from athena.cli import doctor
from athena.errors import ConfigError
from tests.realtime.fakes import PATIENCE_S, ScriptedServer, scripted_server
from tests.realtime.test_checkup import accepts
from tests.runner.fakes_judge0 import judging


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture
def cloud(server: ScriptedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScriptedServer:
    """Settings that choose the scripted server as the cloud."""
    for name, value in {
        "DATABASE_URL": f"duckdb:///{tmp_path}/athena.duckdb",
        "ATHENA_ENGINE": "openai",
        "OPENAI_API_KEY": "sk-x",
        "OPENAI_BASE_URL": server.endpoint.url,
        "NO_PROXY": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    return server


def test_it_ends_well_only_when_all_is_well(cloud: ScriptedServer, capsys: pytest.CaptureFixture[str]):
    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(doctor.main, [])
        line = accepts(cloud)
        line.response_begins("r1")
        line.response_ends("r1")
        assert ended.result(PATIENCE_S) == 0
    assert "WRONG" not in capsys.readouterr().out


def test_a_refused_key_is_told_and_the_exit_code_says_so(
    cloud: ScriptedServer, capsys: pytest.CaptureFixture[str]
):
    cloud.refuse_with = [401]
    assert doctor.main([]) == 1
    assert "WRONG  OpenAI refuses the key." in capsys.readouterr().out


def test_a_key_that_is_missing_is_told(cloud: ScriptedServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "")
    with pytest.raises(ConfigError, match="OPENAI_API_KEY: expected a key"):
        doctor.main([])


def test_a_model_without_a_price_is_told(
    cloud: ScriptedServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("OPENAI_REALTIME_MODEL", "gpt-of-tomorrow")
    cloud.refuse_with = [403]
    assert doctor.main([]) == 1
    told = capsys.readouterr().out
    assert "The price of gpt-of-tomorrow is not known." in told
    assert "no access to the model gpt-of-tomorrow" in told


def test_a_folder_without_questions_is_told_and_the_rest_is_looked_at_too(
    cloud: ScriptedServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("ATHENA_QUESTION_FOLDER", str(tmp_path))
    cloud.refuse_with = [503]
    assert doctor.main([]) == 1
    told = capsys.readouterr().out
    assert "question bank needs attention" in told
    assert "HTTP 503" in told


def test_without_a_key_the_interviewer_on_this_machine_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATABASE_URL", f"duckdb:///{tmp_path}/athena.duckdb")
    monkeypatch.setenv("ATHENA_ENGINE", "embedded")
    assert doctor.main(["--typed"]) == 0
    assert "The interviewer on this machine starts" in capsys.readouterr().out


def test_an_option_nobody_knows_is_answered_with_the_usage(capsys: pytest.CaptureFixture[str]):
    assert doctor.main(["--cure"]) == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("key", "told"),
    [("right", "Judge0 runs Python programs."), ("wrong", "WRONG  The program could not be run.")],
)
def test_judge0_is_looked_at_when_it_is_configured(
    cloud: ScriptedServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    key: str,
    told: str,
) -> None:
    cloud.refuse_with = [401]
    with judging() as judge0:
        judge0.key = "right"
        monkeypatch.setenv("JUDGE0_URL", judge0.url)
        monkeypatch.setenv("JUDGE0_API_KEY", key)
        doctor.main([])
    assert told in capsys.readouterr().out
