"""The composition root: from settings to a running app. The only place that wires."""

from __future__ import annotations

import logging
import threading

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER, PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.config import Settings, read_settings
from athena.domain.cost import Purse, Spent
from athena.domain.interview import InterviewPlan
from athena.errors import BudgetError
from athena.front_desk import FrontDesk
from athena.grading.bench import WRITTEN, QueryBench
from athena.grading.grader import Grader
from athena.parts import (
    billing_of,
    cloud_endpoint,
    cloud_template,
    interviewer_command,
    new_runner,
    price_list,
    query_limits,
)
from athena.realtime.embedded import MODEL, EmbeddedInterviewer
from athena.realtime.instructions import prompt_version
from athena.realtime.link import Endpoint
from athena.realtime.patience import TYPING_TAKES
from athena.realtime.questioner import Questioner
from athena.realtime.record import RecordedSession
from athena.realtime.registry import LiveInterviews
from athena.realtime.session import LiveInterview
from athena.realtime.wire import Voice, embedded_voice
from athena.sandbox.sandbox import Sandbox
from athena.services.copies import Copies
from athena.services.demo import Demo
from athena.services.evaluation import offline_evaluator
from athena.services.evaluators import evaluator_maker, text_client
from athena.services.figures import Figures
from athena.services.graded_answers import GradedAnswers
from athena.services.interviewing import Interviewing, Session
from athena.services.openings import Openings
from athena.services.pad import Pad
from athena.services.practice import Practice
from athena.services.programs import ProgramBench
from athena.services.queries import Workbench
from athena.services.reading import Reading
from athena.services.report_writing import ReportWriting
from athena.services.rescoring import Rescoring
from athena.services.review import ReviewDesk
from athena.services.second_reading import SecondReading
from athena.services.snapshots import SnapshotRequests, folder_of
from athena.store.database import Database

EMBEDDED = "embedded"
SETTINGS_CHANGED = "The settings name another interviewer."
log = logging.getLogger(__name__)

_lock = threading.Lock()
_running: list[App] = []


class App:
    """Everything the pages and commands need, wired. Closing it stops what it started."""

    def __init__(self, settings: Settings, *, speech: bool = True) -> None:
        """Open the store and start the embedded interviewer; ``speech`` False leaves its models out.

        Raises StoreError, BankError.
        """
        self.settings = settings
        self.bank = load_bank(settings.question_folder or DEFAULT_FOLDER)
        problems = load_problems(PROBLEM_FOLDER)
        folder = folder_of(settings.database_path)
        self._database = Database.open(settings.database_path, folders=[folder])
        self.sandbox = Sandbox(query_limits(settings))
        self.copies = Copies.of(self._database, folder)
        self.snapshots = self.copies.named
        self._snapshot_requests = SnapshotRequests(self.snapshots, folder)
        self.figures = Figures(self.copies)
        self.workbench = Workbench(self._database, self.sandbox, self.copies)
        self._graded = GradedAnswers(self._database, self.bank)
        self._second_reading = self._new_second_reading() if settings.second_reading else None
        self._grader = Grader(self.sandbox, effort=WRITTEN)
        bench = QueryBench(self.sandbox, self._grader)
        self.pad = Pad(self._database, self.bank, bench)
        self.interviewing = Interviewing(
            self._database,
            self.bank,
            evaluator=offline_evaluator(self.bank, self._graded),
            allow_new_employees=settings.allow_new_employees,
            on_ended=self._ended,
            on_query_asked=self.pad.prepare,
        )
        self.runner = new_runner(settings)
        programs = ProgramBench(self.runner) if self.runner else None
        self.practice = Practice(self._database, problems, bench, programs=programs)
        self.desk = FrontDesk(settings, self._database, self.copies)
        self.desk.custody.tidying.on_deleted.append(self.figures.close)
        self.reading = Reading(self._database)
        self.reviews = ReviewDesk(self._database)
        self.prices = price_list()
        self.demo = Demo(self._database, self.bank, self.prices, problems=problems)
        self.live = LiveInterviews(settings.max_interviews)
        self.desk.clean_up(self.interviewing, self.live.runs)
        self._openings = Openings(settings.rate_limit_requests, settings.rate_limit_window)
        self.embedded = EmbeddedInterviewer(interviewer_command(settings, speech=speech))
        if settings.chosen_engine == "embedded":
            self.embedded.start()

    def _new_second_reading(self) -> SecondReading:
        billing = billing_of(self.settings, self._database)
        new_evaluator = evaluator_maker("openai", self.settings, self.bank, billing, self._graded)
        client, model = text_client(self.settings), self.settings.evaluation_model
        writing = ReportWriting(self._database, client, model, billing)
        reading = SecondReading(Rescoring(self._database, self.bank), new_evaluator, writing.write)
        reading.resume()
        return reading

    def _ended(self, session_id: str) -> None:
        if self._second_reading:
            self._second_reading.submit(session_id)
        self.desk.ended(session_id)

    def endpoint(self) -> Endpoint:
        """Return where the chosen engine answers; EngineError while the embedded one is not up."""
        if self.settings.chosen_engine == "embedded":
            return self.embedded.endpoint()
        return cloud_endpoint(self.settings)

    def waits_for_embedded(self, session: Session | None = None, *, here: bool = False) -> bool:
        """Whether a session (None: a new one) needs the interviewer on this machine, which is not up yet.

        It is begun to start then. ``here`` wants that interviewer whatever the settings say.
        """
        if not (here or self._is_embedded(session)) or self.embedded.up:
            return False
        self.embedded.start()
        return True

    def go_on_here(self, session_id: str, reason: str) -> Session:
        """Hand a session over to the interviewer on this machine, which goes on where it stopped.

        The change is part of the record. Begin the session it returns once nothing waits for its interviewer.
        """
        self.embedded.start()
        return self.interviewing.change_engine(session_id, EMBEDDED, MODEL, reason)

    def _is_embedded(self, session: Session | None) -> bool:
        """Whether the interviewer on this machine interviews; a session it took over stays with it."""
        return EMBEDDED in (self.settings.chosen_engine, session.engine if session else "")

    def _endpoint_of(self, session: Session) -> Endpoint:
        endpoint = self.embedded.endpoint() if self._is_embedded(session) else self.endpoint()
        self.interviewing.change_engine(session.session_id, endpoint.engine, endpoint.model, SETTINGS_CHANGED)
        return endpoint

    def open(self, employee_id: str, plan: InterviewPlan, *, here: bool = False) -> Session:
        """Store a new session of a known employee, ``here`` with the interviewer on this machine in any case.

        Raises EngineError, CapacityError, NotFoundError.
        """
        endpoint = self.embedded.endpoint() if here else self.endpoint()
        self._openings.count()
        return self.interviewing.open_session(
            employee_id, plan, endpoint.engine, endpoint.model, prompt_version()
        )

    def begin(self, session: Session, *, text_only: bool = False) -> LiveInterview:
        """Start (or resume) a stored session. Raises EngineError, CapacityError."""
        record = RecordedSession(self.interviewing, session.session_id)
        endpoint = self._endpoint_of(session)
        voice = self._voice(endpoint, text_only=text_only)
        name = session.employee.name if endpoint.embedded else ""  # no name leaves this machine
        plan = self.interviewing.calibrated(session.plan)
        questioner = None if endpoint.embedded else Questioner(self.bank, plan, record.marks())
        live = LiveInterview(
            record,
            endpoint,
            plan,
            text_only=text_only,
            voice=voice,
            candidate=name,
            questioner=questioner,
            purse=self._purse(endpoint),
            recorder=None if text_only else self.desk.recorder(session.session_id),
        )
        self.live.start(live)
        return live

    def _purse(self, endpoint: Endpoint) -> Purse:
        """Return what interviews may cost. Raises BudgetError when today's budget is used up."""
        if endpoint.embedded:
            return Purse()
        settings = self.settings
        purse = Purse(
            self.prices.of(endpoint.model),
            settings.openai_session_budget,
            settings.openai_daily_budget,
            self.prices.of(settings.openai_transcription_model),
        )
        if purse.price is None:
            log.warning("data/prices.toml has no price for %s: no budget can hold it", endpoint.model)
        if purse.empty(Spent(session=0.0, day=self.reading.spendings.today())):
            raise BudgetError(
                "Today's budget for interviews is used up. Please go on with the interviewer on this "
                "machine, come back tomorrow, or ask the administrator to raise OPENAI_DAILY_BUDGET."
            )
        return purse

    def _voice(self, endpoint: Endpoint, *, text_only: bool) -> Voice:
        """Return how the interviewer behaves: nobody sees a candidate type, and typing takes longer."""
        nudge_s = self.settings.nudge_seconds * (TYPING_TAKES if text_only else 1)
        if endpoint.embedded:
            return embedded_voice(round(nudge_s * 1000))
        return cloud_template(self.settings).sounding(nudge_s)

    def close(self) -> None:
        """Stop the interviews (they can be resumed), the interviewer and the store."""
        self.desk.close()
        self.live.stop_all()
        self.embedded.stop()
        self.pad.close()
        self.sandbox.close()
        if self.runner:
            self.runner.close()
        self._grader.close()
        self._snapshot_requests.close()
        self.figures.close()
        self.copies.close()
        if self._second_reading:
            self._second_reading.close()
        self._graded.close()
        self._database.close()


def current() -> App:
    """Return the app of this process, made from the settings at the first call. Raises AthenaError."""
    with _lock:
        if not _running:
            settings = read_settings()
            start_logging("DEBUG" if settings.debug else settings.log_level)
            _running.append(App(settings))
        return _running[0]


def start_logging(level: str) -> None:
    """Write what Athena logs from ``level`` on to standard error, with its time and name."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("athena")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(level)


def close_current() -> None:
    """Close the app of this process, if there is one; ``current`` would make a new one."""
    with _lock:
        while _running:
            _running.pop().close()
