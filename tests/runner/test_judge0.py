"""Programs run by a server that speaks Judge0's API, in fair weather and foul."""

from __future__ import annotations

import base64
import threading
from dataclasses import replace

import pytest

from athena.domain.problems import Language
from athena.errors import RunnerError
from athena.runner.judge0 import HOSTED, Judge0Runner, judge0_runner
from athena.runner.judge0_http import Judge0Client
from athena.runner.values import Case, Program, RunLimits, RunResult, RunStatus
from tests.runner.fakes_judge0 import NEWEST_PYTHON, SWIFT, FakeJudge0, Fault, runner_of

TWICE = Program(Language.PYTHON, "print(int(input()) * 2)")
THREE = Case("3\n", "6\n")
SMALL = RunLimits(cpu_s=1, wall_s=1.5, memory_kb=64_000)


def only(results: list[RunResult]) -> RunResult:
    (result,) = results
    return result


def run(runner: Judge0Runner, source: str, case: Case = THREE) -> RunResult:
    return only(runner.run_each(Program(Language.PYTHON, source), [case], SMALL))


def test_results_come_in_the_order_of_the_cases(runner: Judge0Runner) -> None:
    results = runner.run_each(TWICE, [THREE, Case("4", "9"), Case("x", "0")])
    assert [one.status for one in results] == [RunStatus.ACCEPTED, RunStatus.WRONG, RunStatus.ERROR]
    assert results[1].stdout == "8\n"
    assert "ValueError" in results[2].stderr
    assert (results[0].time_ms, results[0].memory_kb) == (21.0, 9216)


def test_more_cases_than_a_batch_takes_go_in_several(server: FakeJudge0, runner: Judge0Runner) -> None:
    results = runner.run_each(TWICE, [Case(str(n), str(2 * n)) for n in range(23)])
    assert [one.status for one in results] == [RunStatus.ACCEPTED] * 23
    batches = [len(asked.body["submissions"]) for asked in server.requests if asked.method == "POST"]
    assert batches == [20, 3]


def test_text_beyond_ascii_goes_both_ways(runner: Judge0Runner) -> None:
    result = run(runner, "print(input().upper())", Case("žluť 漢 🙂\n", "ŽLUŤ 漢 🙂\n"))
    assert (result.status, result.stdout) == (RunStatus.ACCEPTED, "ŽLUŤ 漢 🙂\n")


def test_output_that_is_no_text_is_told_as_far_as_it_can_be(runner: Judge0Runner) -> None:
    result = run(runner, r"import sys; sys.stdout.buffer.write(b'\xff6')")
    assert (result.status, result.stdout) == (RunStatus.WRONG, "\ufffd6")


def test_the_newest_python_3_is_chosen_by_its_name(server: FakeJudge0, runner: Judge0Runner) -> None:
    run(runner, "pass")
    assert {one["language_id"] for one in server.submitted} == {NEWEST_PYTHON}


def test_a_server_without_python_3_is_of_no_help(server: FakeJudge0, runner: Judge0Runner) -> None:
    server.languages = [{"id": 70, "name": "Python (2.7.17)"}]
    assert "no Python 3" in run(runner, "pass").message


def test_only_the_program_its_cases_and_limits_leave(server: FakeJudge0, runner: Judge0Runner) -> None:
    runner.run_each(TWICE, [THREE], SMALL)
    (sent,) = server.submitted
    assert base64.b64decode(sent.pop("source_code")).decode() == TWICE.source
    assert base64.b64decode(sent.pop("stdin")).decode() == THREE.stdin
    assert base64.b64decode(sent.pop("expected_output")).decode() == THREE.expected_output
    assert sent == {
        "language_id": NEWEST_PYTHON,
        "cpu_time_limit": 1,
        "wall_time_limit": 1.5,
        "memory_limit": 64_000,
        "max_file_size": 1024,
        "enable_network": False,
    }


def test_a_slow_queue_is_waited_for(server: FakeJudge0, runner: Judge0Runner) -> None:
    server.queued = 3
    assert run(runner, TWICE.source).status is RunStatus.ACCEPTED
    assert server.seen == 4


def test_a_queue_without_end_is_given_up(server: FakeJudge0) -> None:
    server.queued = 10**9
    with runner_of(server, pace=replace(SWIFT, patience_s=0.03)) as runner:
        result = run(runner, TWICE.source)
    assert result.status is RunStatus.UNAVAILABLE
    assert "in time" in result.message


def test_a_stopped_run_is_not_waited_for(server: FakeJudge0, runner: Judge0Runner) -> None:
    stop = threading.Event()
    stop.set()
    server.queued = 10**9
    result = only(runner.run_each(TWICE, [THREE], stop=stop))
    assert (result.status, result.message) == (RunStatus.UNAVAILABLE, "The run was stopped.")
    assert server.seen == 0


def test_a_program_that_never_ends_is_too_slow(runner: Judge0Runner) -> None:
    assert run(runner, "while True: pass").status is RunStatus.TIMEOUT


def test_a_program_that_takes_all_memory_is_told_apart_from_an_error(runner: Judge0Runner) -> None:
    assert run(runner, "x = ' ' * 10**9").status is RunStatus.MEMORY


def test_a_program_that_is_no_python_is_an_error_with_its_line(runner: Judge0Runner) -> None:
    result = run(runner, "x = 1\nprint(x")
    assert result.status is RunStatus.ERROR
    assert "line 2" in result.stderr


@pytest.mark.parametrize(
    ("flag", "word"), [("lost", "lost the run"), ("garbled", "cannot be read"), ("internal", "could not run")]
)
def test_results_that_are_of_no_use_are_said_to_be(
    server: FakeJudge0, runner: Judge0Runner, flag: str, word: str
) -> None:
    setattr(server, flag, True)
    result = run(runner, TWICE.source)
    assert result.status is RunStatus.UNAVAILABLE
    assert word in result.message


@pytest.mark.parametrize(
    "fault",
    [
        Fault(429, {"message": "Too many requests"}, {"Retry-After": "0"}),
        Fault(429, {}, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        Fault(503, {"error": "queue is full"}),
        Fault(502, b"<html>"),
    ],
    ids=["seconds", "date", "queue", "gateway"],
)
def test_a_busy_service_is_asked_again(server: FakeJudge0, runner: Judge0Runner, fault: Fault) -> None:
    server.faults = [fault, fault]
    assert run(runner, TWICE.source).status is RunStatus.ACCEPTED
    assert [asked.path for asked in server.requests[:3]] == ["/languages"] * 3


def test_a_service_that_stays_busy_is_given_up(server: FakeJudge0, runner: Judge0Runner) -> None:
    server.faults = [Fault(429)] * 9
    result = run(runner, TWICE.source)
    assert (result.status, len(server.requests)) == (RunStatus.UNAVAILABLE, SWIFT.tries)
    assert "busy" in result.message


def test_a_wait_that_is_too_long_is_not_waited_for(server: FakeJudge0, runner: Judge0Runner) -> None:
    server.faults = [Fault(429, {}, {"Retry-After": "3600"})]
    assert "busy" in run(runner, TWICE.source).message
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault(401, {"error": "unauthorized"}), "JUDGE0_API_KEY"),
        (Fault(403, {"message": "You are not subscribed to this API."}), "plan"),
        (Fault(404), "JUDGE0_URL"),
        (Fault(400, {"error": "batched submissions are not allowed"}), "HTTP 400"),
        (Fault(422, [{"memory_limit": ["must be less than or equal to 256000"]}]), "as it was sent"),
        (Fault(302, {}, {"Location": "https://example.org"}), "HTTP 302"),
        (Fault(200, b"<html>"), "no Judge0"),
        (Fault(200, {"languages": []}), "cannot be read"),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Fault) else "",
)
def test_a_refusal_is_not_tried_again_and_says_what_to_look_at(
    server: FakeJudge0, runner: Judge0Runner, fault: Fault, word: str
) -> None:
    server.faults = [fault]
    assert word in run(runner, TWICE.source).message
    assert len(server.requests) == 1


def test_a_batch_of_which_one_run_is_refused_is_of_no_use(server: FakeJudge0, runner: Judge0Runner) -> None:
    server.faults = [
        Fault(200, server.languages),
        Fault(201, [{"token": "t"}, {"stdin": ["is too long"]}]),
    ]
    results = runner.run_each(TWICE, [THREE, THREE])
    assert [one.status for one in results] == [RunStatus.UNAVAILABLE] * 2


def test_a_language_that_moved_is_looked_up_again(server: FakeJudge0, runner: Judge0Runner) -> None:
    server.languages = [{"id": 5, "name": "Python (3.6.0)"}]
    assert run(runner, TWICE.source).status is RunStatus.UNAVAILABLE
    server.languages = [{"id": 71, "name": "Python (3.8.1)"}]
    assert run(runner, TWICE.source).status is RunStatus.ACCEPTED


def test_nothing_at_the_address_is_told() -> None:
    runner = Judge0Runner("http://127.0.0.1:9", pace=SWIFT)
    assert "cannot be reached" in run(runner, TWICE.source).message
    runner.close()


def test_the_key_is_sent_with_every_request_and_never_logged(
    server: FakeJudge0, caplog: pytest.LogCaptureFixture
) -> None:
    server.key = "secret-key"
    server.faults = [Fault(503)]
    with runner_of(server, "secret-key") as runner:
        assert run(runner, TWICE.source).status is RunStatus.ACCEPTED
    assert {asked.headers.get("x-auth-token") for asked in server.requests} == {"secret-key"}
    assert "HTTP 503" in caplog.text
    assert "secret-key" not in caplog.text


def test_rapid_api_gets_the_key_in_its_own_place() -> None:
    client = Judge0Client(HOSTED, "k", SWIFT)
    headers = client._http.headers
    assert (headers["X-RapidAPI-Key"], headers["X-RapidAPI-Host"]) == ("k", "judge0-ce.p.rapidapi.com")
    assert "X-Auth-Token" not in headers
    client.close()


def test_the_check_says_what_is_wrong(server: FakeJudge0) -> None:
    server.key = "right"
    with runner_of(server, "right") as runner:
        runner.check()
    with runner_of(server, "wrong") as runner, pytest.raises(RunnerError, match="JUDGE0_API_KEY"):
        runner.check()


def test_without_an_address_and_a_key_there_is_no_runner() -> None:
    assert judge0_runner(None, "") is None
