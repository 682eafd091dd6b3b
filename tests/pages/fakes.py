"""The one thing of a running interview that pages are tested without: its live end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from athena.config import Settings
from athena.domain.interview import Category, Difficulty, InterviewPlan, Speaker
from athena.errors import AthenaError
from athena.front_desk import FrontDesk
from athena.parts import price_list
from athena.realtime.link import Endpoint
from athena.realtime.snapshot import LiveState, QuestionView, Snapshot, TurnView
from athena.services.demo import Demo
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing, Session
from athena.services.reading import Reading
from athena.services.review import ReviewDesk
from athena.store.database import Database

QUIET = Snapshot(
    state=LiveState.LISTENING,
    turns=(),
    question=None,
    started_at=datetime(2026, 3, 1, 9, 0),
    elapsed_s=65.0,
    remaining_s=2400.0,
    mic_level=0.0,
    muted=False,
    message="",
    completed=False,
    feedback=None,
)
QUESTION = QuestionView(2, 5, Category.JOINS, Difficulty.INTERMEDIATE, "What does a *left* join keep?")


class FakeLive:
    """A live interview that does nothing but remember what it was told."""

    def __init__(self, session: Session, *, text_only: bool) -> None:
        self.session_id = session.session_id
        self.text_only = text_only
        self.alive = True
        self.muted = False
        self.told: list[str] = []
        self.attended = 0
        self.now = QUIET

    def snapshot(self) -> Snapshot:
        self.attended += 1
        return self.observe()

    def observe(self) -> Snapshot:
        return replace(self.now, muted=self.muted)

    def say(self, text: str) -> None:
        self.told.append(f"say: {text}")

    def ask_repeat(self) -> None:
        self.told.append("repeat")

    def done_speaking(self) -> None:
        self.told.append("done")


class FakeLiveInterviews:
    """Keeps the live interviews by session."""

    capacity = 10

    def __init__(self) -> None:
        self.by_session: dict[str, FakeLive] = {}

    def get(self, session_id: str) -> FakeLive | None:
        return self.by_session.get(session_id)

    def running(self) -> list[FakeLive]:
        return list(self.by_session.values())

    def runs(self, session_id: str) -> bool:
        live = self.get(session_id)
        return live is not None and live.alive

    def stop(self, session_id: str) -> None:
        self.by_session.pop(session_id, None)


class FakeInterviewer:
    """The interviewer on this machine, up or not."""

    up = True
    diagnosis = "It has no voice."

    def wait(self, _: float) -> bool:
        return self.up


class FakeApp:
    """The app with its real services on a database in memory; ``refusal`` is raised by ``begin``.

    ``cookie`` is the token that the visitor's browser sends.
    """

    def __init__(self, database: Database, bank: object, settings: Settings) -> None:
        self.settings = settings
        self.cookie = ""
        self.database = database
        self.desk = FrontDesk(settings, database)
        self.interviewing = Interviewing(
            database,
            bank,  # type: ignore[arg-type]
            evaluator=offline_evaluator(bank),  # type: ignore[arg-type]
            allow_new_employees=settings.allow_new_employees,
            on_ended=self.desk.ended,
        )
        self.reading = Reading(database)
        self.reviews = ReviewDesk(database)
        self.prices = price_list()
        self.demo = Demo(database, bank, self.prices)  # type: ignore[arg-type]
        self.embedded = FakeInterviewer()
        self.live = FakeLiveInterviews()
        self.refusal: AthenaError | None = None
        self.opened_here: list[bool] = []

    def endpoint(self) -> Endpoint:
        return Endpoint("ws://127.0.0.1:1/v1", "", "athena-embedded", "embedded")

    def waits_for_embedded(self, session: Session | None = None, *, here: bool = False) -> bool:
        return False

    def go_on_here(self, session_id: str, reason: str) -> Session:
        return self.interviewing.change_engine(session_id, "embedded", "athena-embedded", reason)

    def open(self, employee_id: str, plan: InterviewPlan, *, here: bool = False) -> Session:
        self.opened_here.append(here)
        endpoint = self.endpoint()
        return self.interviewing.open_session(employee_id, plan, endpoint.engine, endpoint.model)

    def begin(self, session: Session, *, text_only: bool = False) -> FakeLive:
        if self.refusal is not None:
            raise self.refusal
        live = self.live.by_session[session.session_id] = FakeLive(session, text_only=text_only)
        return live

    @property
    def only(self) -> FakeLive:
        """The one live interview there is."""
        (live,) = self.live.by_session.values()
        return live


MakeApp = Callable[..., FakeApp]


def turn(item_id: str, speaker: Speaker, text: str, *, interrupted: bool = False) -> TurnView:
    """Return a turn of the transcript."""
    return TurnView(item_id, speaker, text, interrupted, True, 1)
