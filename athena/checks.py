"""What an interview needs, looked at one thing after the other: for the doctor and the operations page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.config import Settings
from athena.config.secrecy import exposed_secrets, exposure
from athena.errors import AthenaError, SetupError
from athena.parts import cloud_endpoint, cloud_template, interviewer_command, new_runner, price_list
from athena.realtime.checkup import Finding, check_connection
from athena.realtime.embedded import EmbeddedInterviewer
from athena.services.backups import Backups
from athena.services.custody import backup_folder

__all__ = ["Finding", "check_data_folder", "examine"]

_START_S = 120.0


def examine(
    settings: Settings, *, speech: bool = True, embedded: EmbeddedInterviewer | None = None
) -> Iterator[Finding]:
    """Yield what is found, one thing after the other.

    ``embedded`` is the interviewer of a running app; without it one is started and stopped, and ``speech``
    tells whether with its models.
    """
    folder = settings.database_path.parent
    yield _looked_at(f"Results can be kept in {folder}.", lambda: check_data_folder(folder))
    questions = settings.question_folder or DEFAULT_FOLDER
    yield _looked_at(f"The questions in {questions} are in order.", lambda: load_bank(questions))
    yield _kept_secret()
    if settings.backup_folder or backup_folder(settings).is_dir():
        yield _backed_up(settings)
    if runner := new_runner(settings):
        with closing(runner):
            yield _looked_at("Judge0 runs Python programs.", runner.check)
    if settings.chosen_engine == "embedded":
        yield _up(embedded) if embedded else _here(settings, speech=speech)
        return
    yield _priced(settings)
    yield from check_connection(
        cloud_endpoint(settings), cloud_template(settings).sounding(settings.nudge_seconds)
    )


def _backed_up(settings: Settings) -> Finding:
    folder = backup_folder(settings)
    backups = Backups(None, None, folder, settings.key, settings.periods)
    how = "encrypted" if backups.encrypted else "not encrypted (ATHENA_ENCRYPTION_KEY is not set)"
    return _looked_at(f"Backups can be written to {folder}, {how}.", backups.check)


def _kept_secret() -> Finding:
    if names := exposed_secrets():
        return Finding(False, "Others on this machine can read your secrets.", exposure(names))
    return Finding(True, "No file that others can read holds a secret.")


def _looked_at(text: str, look: Callable[[], object]) -> Finding:
    try:
        look()
    except AthenaError as error:
        return Finding(False, f"{error.title}.", error.message)
    return Finding(True, text)


def _priced(settings: Settings) -> Finding:
    try:
        prices = price_list()
    except AthenaError as error:
        return Finding(False, f"{error.title}.", error.message)
    if prices.of(settings.openai_model) is None:
        advice = "Add its prices to data/prices.toml: without them no budget can hold an interview."
        return Finding(False, f"The price of {settings.openai_model} is not known.", advice)
    return Finding(True, f"Costs are counted by the prices of {prices.as_of}.")


def _here(settings: Settings, *, speech: bool) -> Finding:
    interviewer = EmbeddedInterviewer(interviewer_command(settings, speech=speech))
    interviewer.start()
    try:
        return _up(interviewer)
    finally:
        interviewer.stop()


def _up(interviewer: EmbeddedInterviewer) -> Finding:
    if interviewer.wait(_START_S):
        return Finding(True, "The interviewer on this machine starts; nothing leaves it.")
    return Finding(False, "The interviewer on this machine does not start.", interviewer.diagnosis)


def check_data_folder(folder: Path) -> None:
    """Raise SetupError when results could not be written to ``folder``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-check-{os.getpid()}"
        probe.write_bytes(bytes(4096))
        probe.unlink()
    except OSError as error:
        raise SetupError(
            f"Results cannot be kept in {folder} ({(error.strerror or str(error)).lower()}). "
            "Free some space or give yourself write permission, or set DATABASE_URL to another place."
        ) from error
