from __future__ import annotations

import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from athena.domain.interview import SessionStatus
from athena.services.interviewing import Interviewing
from athena.store.database import Database
from tests.services.small import JOINS, ask, interviewing_on, said
from tests.services.talking_program import INTERVIEWS, words_of

ROOT = Path(__file__).parents[2]
Kept = dict[str, list[tuple[str, str]]]


def talk_and_kill(path: Path, after: int) -> Kept:
    """Let the program talk, kill it after ``after`` answers, return the answers it had named, by session."""
    command = [sys.executable, "-m", "tests.services.talking_program", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(after)]
        program.kill()
        lines += program.stdout.readlines()
    kept: Kept = defaultdict(list)
    for session_id, question_id, item_id in (line.split() for line in lines):
        kept[session_id].append((question_id, item_id))
    return kept


@pytest.fixture(params=[1, 2, 3])
def killed(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Kept]:
    """A database whose program was killed in the middle of twenty interviews, and what it had named."""
    path = tmp_path / "athena.duckdb"
    after = random.Random(request.param).randint(INTERVIEWS, 10 * INTERVIEWS)
    return path, talk_and_kill(path, after)


def test_no_answer_that_was_acknowledged_is_lost_by_kill_9(killed: tuple[Path, Kept]) -> None:
    path, kept = killed
    database = Database.open(path)
    interviewing = interviewing_on(database)
    for session_id, items in kept.items():
        heard = {item.item_id: item.text for item in interviewing.history(session_id) if item.kind == "turn"}
        assert {item_id: heard.get(item_id) for _, item_id in items} == {
            item_id: words_of(item_id) for _, item_id in items
        }
    resume_all(interviewing, kept)
    close_all(interviewing, kept)
    database.close()


def resume_all(interviewing: Interviewing, kept: Kept) -> None:
    unfinished = interviewing.unfinished("E1")
    assert unfinished is not None
    for session_id in kept:
        ask(interviewing, session_id, JOINS, "after-the-crash")
        interviewing.record_turn(session_id, said("after", "The null padding, as I was saying."))
        assert interviewing.history(session_id)[-1].item_id == "after"


def close_all(interviewing: Interviewing, kept: Kept) -> None:
    for session_id, items in kept.items():
        interviewing.close(session_id, SessionStatus.ABANDONED)
        answers = {line.question: line.answer for line in interviewing.report(session_id).items}
        assert "The null padding, as I was saying." in answers[JOINS.prompt]
        for _, item_id in items:
            assert any(words_of(item_id) in answer for answer in answers.values())
    assert {interviewing.session(session_id).status for session_id in kept} == {SessionStatus.ABANDONED}
