"""The app killed in the middle of twenty interviews: whatever was acknowledged is there afterwards."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from athena.bootstrap import App
from athena.config import ROOT, Settings, read_settings
from athena.domain.access import LOCAL
from athena.domain.interview import InterviewPlan, SessionStatus, Speaker
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState, Snapshot

NOWHERE = Path("/nonexistent/.env")
INTERVIEWS = 20
ACKNOWLEDGED = 45


def settings(folder: Path) -> Settings:
    environment = {"DATABASE_URL": f"duckdb:///{folder}/athena.duckdb", "ATHENA_MAX_INTERVIEWS": "20"}
    return read_settings(environment, NOWHERE)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    folder = tmp_path_factory.mktemp("killed")
    return folder, _interview_until_killed(folder)


@pytest.fixture
def acknowledged(killed: tuple[Path, dict[str, list[str]]], tmp_path: Path) -> dict[str, list[str]]:
    """What was acknowledged; a copy of what the kill left is in ``tmp_path``."""
    folder, said = killed
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return said


def test_a_killed_app_loses_no_acknowledged_answer_of_twenty_interviews(
    tmp_path: Path, acknowledged: dict[str, list[str]]
) -> None:
    app = App(settings(tmp_path), speech=False)
    try:
        for session_id, said in acknowledged.items():
            kept = [line.text for line in app.reading.transcript(LOCAL, session_id)]
            assert said == [text for text in kept if text in said]
            assert app.interviewing.session(session_id).status is SessionStatus.IN_PROGRESS
    finally:
        app.close()


def test_an_interview_of_a_killed_app_goes_on_where_it_was(
    tmp_path: Path, acknowledged: dict[str, list[str]]
) -> None:
    session_id, said = next(iter(acknowledged.items()))
    app = App(settings(tmp_path), speech=False)
    try:
        assert app.embedded.wait(60)
        live = app.begin(app.interviewing.session(session_id), text_only=True)
        _until(lambda: live.snapshot().state is LiveState.LISTENING)
        first = [turn.text for turn in live.snapshot().turns]
        assert said[0] in first
        live.say("stop the interview")
        _until(lambda: "end the interview" in live.snapshot().turns[-1].text.lower())
    finally:
        app.close()


def _interview_until_killed(folder: Path) -> dict[str, list[str]]:
    """Run twenty interviews in a process, kill it hard, and return what it had acknowledged by session."""
    with subprocess.Popen(
        [sys.executable, __file__, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout
        acknowledged: dict[str, list[str]] = {}
        for _ in range(ACKNOWLEDGED):
            line = json.loads(process.stdout.readline())
            acknowledged.setdefault(line["session"], []).append(line["said"])
        process.send_signal(signal.SIGKILL)
        for rest in process.stdout.read().splitlines()[:-1]:
            line = json.loads(rest)
            acknowledged.setdefault(line["session"], []).append(line["said"])
    return acknowledged


def _until(holds: Callable[[], bool], limit_s: float = 60.0) -> None:
    deadline = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _interview(folder: Path) -> None:
    """Be the app: twenty interviews at once, each acknowledged answer printed once."""
    app = App(settings(folder), speech=False)
    app.embedded.wait(60)
    lives = []
    for number in range(INTERVIEWS):
        app.interviewing.admit(f"e{number}", f"Person {number}")
        plan = InterviewPlan(question_count=6, seed=number + 1)
        session = app.interviewing.open_session(f"e{number}", plan, "embedded", "athena-local")
        lives.append(app.begin(session, text_only=True))
    told: set[str] = set()
    while True:
        for live in lives:
            snapshot = live.snapshot()
            for turn in snapshot.turns:
                if turn.speaker is Speaker.CANDIDATE and turn.final and turn.item_id not in told:
                    told.add(turn.item_id)
                    print(json.dumps({"session": live.session_id, "said": turn.text}), flush=True)
            _answer(live, snapshot, len(told))


def _answer(live: LiveInterview, snapshot: Snapshot, number: int) -> None:
    said = snapshot.turns[-1].speaker if snapshot.turns else None
    if snapshot.state is LiveState.LISTENING and said is Speaker.INTERVIEWER:
        live.say(f"My answer number {number} is that rows without a partner are kept.")


if __name__ == "__main__":
    _interview(Path(sys.argv[1]))
