"""``python3 -m athena doctor``: look at everything an interview needs and say in words what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.bootstrap import cloud_endpoint, cloud_template, interviewer_command, price_list
from athena.cli.run import check_data_folder
from athena.config import Settings, read_settings
from athena.errors import AthenaError
from athena.realtime.checkup import Finding, check_connection
from athena.realtime.embedded import EmbeddedInterviewer

_START_S = 120.0
_USAGE = "usage: python3 -m athena doctor [--typed]   (--typed leaves the speech models out)"


def main(arguments: list[str]) -> int:
    """Print what was found; 0 only when all is well."""
    if set(arguments) - {"--typed"}:
        print(_USAGE, file=sys.stderr)
        return 2
    well = True
    for finding in examine(read_settings(), speech="--typed" not in arguments):
        print(_line(finding), flush=True)
        well = well and finding.well
    return 0 if well else 1


def examine(settings: Settings, *, speech: bool = True) -> Iterator[Finding]:
    """Yield what is found, one thing after the other."""
    folder = settings.database_path.parent
    yield _looked_at(f"Results can be kept in {folder}.", lambda: check_data_folder(folder))
    questions = settings.question_folder or DEFAULT_FOLDER
    yield _looked_at(f"The questions in {questions} are in order.", lambda: load_bank(questions))
    if settings.chosen_engine == "embedded":
        yield _here(settings, speech=speech)
        return
    yield _priced(settings)
    yield from check_connection(
        cloud_endpoint(settings), cloud_template(settings).sounding(settings.nudge_seconds)
    )


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
        if interviewer.wait(_START_S):
            return Finding(True, "The interviewer on this machine starts; nothing leaves it.")
        return Finding(False, "The interviewer on this machine does not start.", interviewer.diagnosis)
    finally:
        interviewer.stop()


def _line(finding: Finding) -> str:
    if finding.well:
        return f"  well  {finding.text}"
    return f" WRONG  {finding.text}\n        {finding.advice}"
