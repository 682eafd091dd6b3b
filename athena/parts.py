"""The parts of the app, one at a time, each from the settings; ``athena.bootstrap`` puts them together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER, PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.config import ROOT, Settings
from athena.domain.cost import PriceList, read_prices
from athena.errors import BusyError, SetupError
from athena.realtime.link import Endpoint
from athena.realtime.template import CloudTemplate
from athena.runner.judge0 import Judge0Runner, judge0_runner
from athena.sandbox.values import Limits
from athena.services.auditing import Auditing
from athena.services.billing import Billing
from athena.services.copies import Copies
from athena.services.custody import Custody
from athena.services.demo import Demo
from athena.services.evaluators import NewEvaluator, evaluator_maker
from athena.services.graded_answers import GradedAnswers
from athena.services.rescoring import Rescoring
from athena.services.snapshots import folder_of
from athena.store.database import Database

PRICES = ROOT / "data" / "prices.toml"


def price_list() -> PriceList:
    """Return the prices that come with the app. Raises SetupError when the file cannot be read."""
    try:
        return read_prices(PRICES.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SetupError(f"{PRICES} cannot be used: {error}. Restore the file from the project.") from error


def new_runner(settings: Settings) -> Judge0Runner | None:
    """Return what runs programs of candidates; None when none is configured."""
    key = settings.judge0_api_key
    return judge0_runner(settings.judge0_url, key.get_secret_value() if key else "")


def query_limits(settings: Settings) -> Limits:
    """Return what one ad-hoc query may use."""
    size = round(settings.sql_max_mb * 1_000_000)
    return Limits(settings.sql_timeout, settings.sql_memory_mb, settings.sql_max_rows, size)


def billing_of(settings: Settings, database: Database) -> Billing:
    """Return what prices and holds the text models. Raises SetupError."""
    return Billing(database, price_list(), settings.evaluation_budget, settings.openai_daily_budget)


def cloud_endpoint(settings: Settings) -> Endpoint:
    """Return where the ``openai`` engine answers, with or without a key."""
    key = settings.openai_api_key
    address = settings.openai_base_url or ""
    return Endpoint(
        address.replace("http", "ws", 1) if address.startswith("http") else address,
        key.get_secret_value() if key else "",
        settings.openai_model,
        "openai",
        settings.openai_organisation,
        settings.openai_project,
    )


def cloud_template(settings: Settings) -> CloudTemplate:
    """Return how the ``openai`` engine listens and speaks."""
    return CloudTemplate(
        voice=settings.openai_voice,
        speed=settings.openai_speed,
        reasoning_effort=settings.openai_reasoning_effort,
        transcription_model=settings.openai_transcription_model,
        noise_reduction=settings.openai_noise_reduction,
        turn_detection=settings.openai_turn_detection,
        eagerness=settings.openai_eagerness,
        language=settings.openai_language,
    )


@contextmanager
def opened_rescoring(settings: Settings, evaluator: str) -> Iterator[tuple[Rescoring, NewEvaluator]]:
    """Open the store to judge answers again by the ``evaluator`` named. Raises AthenaError."""
    bank = load_bank(settings.question_folder or DEFAULT_FOLDER)
    database = Database.open(settings.database_path)
    try:
        billing, graded = billing_of(settings, database), GradedAnswers(database, bank)
        new_evaluator = evaluator_maker(evaluator, settings, bank, billing, graded)
        yield Rescoring(database, bank), new_evaluator
        graded.close()
    finally:
        database.close()


@contextmanager
def opened_custody(settings: Settings) -> Iterator[Custody]:
    """Open the store to look after what is kept of people. Raises AthenaError."""
    folder = folder_of(settings.database_path)
    try:
        database = Database.open(settings.database_path, folders=[folder])
    except BusyError as error:
        raise BusyError(
            "Athena is running, and it alone can open its database. Use its page Data and privacy, or stop "
            "it and try again."
        ) from error
    try:
        custody = Custody(settings, database, Copies.of(database, folder), Auditing(database))
        yield custody
        custody.close()
    finally:
        database.close()


@contextmanager
def opened_demo(settings: Settings) -> Iterator[Demo]:
    """Open the store to put demonstration data in or take it out. Raises AthenaError."""
    database = Database.open(settings.database_path)
    try:
        bank = load_bank(settings.question_folder or DEFAULT_FOLDER)
        yield Demo(database, bank, price_list(), problems=load_problems(PROBLEM_FOLDER))
    finally:
        database.close()


def interviewer_command(settings: Settings, *, speech: bool) -> list[str]:
    """Return the command line of the embedded interviewer, less its port."""
    command = [sys.executable, "-m", "athena.interviewer", "--threads", str(settings.speech_threads)]
    for option, value in (
        ("--bank", settings.question_folder),
        ("--whisper-model", settings.whisper_model),
        ("--voice-model", settings.voice_model),
    ):
        command += [option, str(value)] if value else []
    return command if speech else [*command, "--text-only"]
