from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from textwrap import dedent

import psutil
import pytest

from athena.errors import EngineError
from athena.realtime.backoff import Backoff
from athena.realtime.embedded import EmbeddedInterviewer
from tests.realtime.fakes import eventually

READY = 'import sys; print(\'{"listening": "here"}\', flush=True); '
UNTIL_PARENT_ENDS = READY + "sys.stdin.read()"
STUBBORN = READY + "import time; time.sleep(600)"
BROKEN = "import sys; sys.exit('the model is missing')"
COMPLAINING = "import sys; print('a word is odd', file=sys.stderr, flush=True); " + UNTIL_PARENT_ENDS
SHORT_LIVED = READY + "sys.exit('the memory is full')"


def interviewer(program: str) -> EmbeddedInterviewer:
    return EmbeddedInterviewer([sys.executable, "-c", program], Backoff(1000, first=0.01))


@pytest.fixture
def running() -> Iterator[EmbeddedInterviewer]:
    running = interviewer(UNTIL_PARENT_ENDS)
    running.start()
    assert running.wait(10)
    yield running
    running.stop()


def test_it_is_up_when_the_child_says_so(running: EmbeddedInterviewer):
    assert running.up
    assert running.endpoint().url.startswith("ws://127.0.0.1:")


def test_a_dead_child_is_replaced_on_the_same_port(running: EmbeddedInterviewer):
    address, first = running.endpoint(), running.pid
    os.kill(first, signal.SIGKILL)
    eventually(lambda: running.up and running.pid not in (None, first))
    assert running.endpoint() == address


def test_a_stop_ends_the_child(running: EmbeddedInterviewer):
    pid = running.pid
    running.stop()
    assert not psutil.pid_exists(pid)
    assert not running.up


def test_a_child_that_does_not_listen_is_killed():
    stubborn = interviewer(STUBBORN)
    stubborn.start()
    assert stubborn.wait(10)
    pid = stubborn.pid
    stubborn.stop()
    assert not psutil.pid_exists(pid)


def test_while_it_is_not_up_people_are_told_why():
    broken = interviewer(BROKEN)
    broken.start()
    eventually(lambda: broken.diagnosis)
    with pytest.raises(EngineError, match="the model is missing"):
        broken.endpoint()
    broken.stop()


def test_what_never_starts_is_said_to_be_broken_with_its_last_sentence():
    broken = interviewer(BROKEN)
    broken.start()
    eventually(lambda: broken.broken)
    with pytest.raises(EngineError, match=r"cannot start.* It said: the model is missing"):
        broken.endpoint()
    broken.stop()


def test_nobody_waits_for_what_cannot_start():
    broken = interviewer(BROKEN)
    broken.start()
    assert not broken.wait(3600)
    broken.stop()


def test_what_was_up_once_is_not_broken_however_often_it_ends():
    short = interviewer(SHORT_LIVED)
    short.start()
    eventually(lambda: short.diagnosis.count("the memory is full") > 2)
    assert not short.broken
    assert short.endpoint()
    short.stop()


def test_what_the_child_says_goes_to_the_log_as_it_comes(caplog: pytest.LogCaptureFixture):
    complaining = interviewer(COMPLAINING)
    complaining.start()
    eventually(lambda: "a word is odd" in caplog.text)
    assert complaining.wait(10)
    assert caplog.records[0].levelname == "WARNING"
    complaining.stop()


def test_a_program_that_cannot_be_started_is_told_too():
    missing = EmbeddedInterviewer(["/no/such/program"], Backoff(1000, first=0.01))
    missing.start()
    eventually(lambda: "cannot be started" in missing.diagnosis)
    missing.stop()


def test_stopping_what_was_never_started_is_no_error():
    interviewer(UNTIL_PARENT_ENDS).stop()


def test_the_child_dies_with_a_parent_that_is_killed():
    parent = dedent(
        f"""
        import sys, time
        from athena.realtime.embedded import EmbeddedInterviewer
        child = EmbeddedInterviewer([sys.executable, "-c", {UNTIL_PARENT_ENDS!r}])
        child.start()
        child.wait(10)
        print(child.pid, flush=True)
        time.sleep(600)
        """
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        child = psutil.Process(int(process.stdout.readline()))
        process.kill()
    child.wait(10)
