from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from athena.domain.interview import SessionStatus
from athena.services.interviewing import Interviewing
from athena.store.database import Database
from tests.services.small import JOINS, ask, interviewing_on, said
from tests.services.talking_program import INTERVIEWS, words_of

ROOT = Path(__file__).parents[2]
Named = dict[str, list[str]]


@pytest.fixture(scope="module", params=[1, 2])
def killed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Named]:
    """The folder of a program killed in the middle of twenty interviews, and the answers it had named."""
    folder = tmp_path_factory.mktemp("killed")
    after = random.Random(request.param).randint(INTERVIEWS, 6 * INTERVIEWS)
    return folder, talk_and_kill(folder / "athena.duckdb", after)


def talk_and_kill(path: Path, after: int) -> Named:
    """Let the program talk and kill it after ``after`` answers; return the item ids it named, by session."""
    command = [sys.executable, "-m", "tests.services.talking_program", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(after)]
        program.kill()
        lines += program.stdout.readlines()
    named: Named = defaultdict(list)
    for session_id, item_id in (line.split() for line in lines):
        named[session_id].append(item_id)
    return named


@pytest.fixture
def named(killed: tuple[Path, Named]) -> Named:
    """The item ids of all acknowledged answers, by session."""
    return killed[1]


@pytest.fixture
def reopened(killed: tuple[Path, Named], tmp_path: Path) -> Iterator[Interviewing]:
    """A new program on what the killed one left."""
    left = shutil.copytree(killed[0], tmp_path / "left")
    database = Database.open(left / "athena.duckdb")
    yield interviewing_on(database)
    database.close()


def test_kill_9_loses_no_acknowledged_turn(reopened: Interviewing, named: Named) -> None:
    for session_id, item_ids in named.items():
        heard = {item.item_id: item.text for item in reopened.history(session_id) if item.kind == "turn"}
        assert {item_id: heard.get(item_id) for item_id in item_ids} == {
            item_id: words_of(item_id) for item_id in item_ids
        }


def test_a_session_killed_in_the_middle_is_offered_again(reopened: Interviewing, named: Named) -> None:
    unfinished = reopened.unfinished("E1")
    assert unfinished is not None
    assert set(named) <= {session.session_id for session in reopened.recent() if session.in_progress}


def test_a_session_killed_in_the_middle_goes_on_where_it_stopped(
    reopened: Interviewing, named: Named
) -> None:
    for session_id in named:
        before = reopened.history(session_id)
        ask(reopened, session_id, JOINS, "after-the-crash")
        reopened.record_turn(session_id, said("after", "As I was saying."))
        assert reopened.history(session_id)[: len(before)] == before
        assert reopened.history(session_id)[-1].text == "As I was saying."


def test_a_session_killed_in_the_middle_is_closed_with_every_acknowledged_answer_in_its_report(
    reopened: Interviewing, named: Named
) -> None:
    for session_id, item_ids in named.items():
        reopened.close(session_id, SessionStatus.ABANDONED)
        answered = "\n".join(item.answer for item in reopened.report(session_id).items)
        assert [item_id for item_id in item_ids if words_of(item_id) not in answered] == []
