"""``python3 -m athena simulate``: a simulated candidate takes one whole interview."""

from __future__ import annotations

import argparse
import os
import tempfile

from athena.bootstrap import App
from athena.cli.printing import session_as_json, session_as_text
from athena.config import Settings, read_settings
from athena.domain.interview import Difficulty, InterviewPlan, Selection
from athena.errors import EngineError
from athena.simulation.candidates import candidate_named
from athena.simulation.interview import Keyboard, take_interview
from athena.simulation.speech import Headset, own_voice

_START_S = 60.0


def main(arguments: list[str]) -> int:
    """Run one interview and print it; 0 only when it was completed."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        app = App(_settings(options, folder), speech=options.voice)
        try:
            session_id, completed = _interview(app, options)
            show = session_as_json if options.json else session_as_text
            print(show(app.interviewing, app.reading, session_id))
        finally:
            app.close()
    return 0 if completed else 1


def _settings(options: argparse.Namespace, folder: str) -> Settings:
    """Return the settings for this run; a session that is not asked to be kept goes to ``folder``."""
    chosen = {"ATHENA_ENGINE": options.engine} if options.engine else {}
    settings = read_settings({**os.environ, **chosen})
    changes: dict[str, object] = {}
    if not options.store:
        changes["database_url"] = f"duckdb:///{folder}/simulation.duckdb"
    if options.nudge or not options.voice:
        changes["nudge_seconds"] = options.nudge or 0.2
    return settings.model_copy(update=changes)


def _interview(app: App, options: argparse.Namespace) -> tuple[str, bool]:
    if app.settings.chosen_engine == "embedded" and not app.embedded.wait(_START_S):
        raise EngineError(f"The embedded interviewer did not start. {app.embedded.diagnosis}")
    candidate = candidate_named(options.candidate, app.bank, options.seed)
    plan = InterviewPlan(
        options.level,
        options.questions,
        seed=options.seed,
        patience=app.settings.patience,
        time_limit_minutes=app.settings.time_limit_minutes,
        selection=options.selection or app.settings.selection,
    )
    app.interviewing.admit("simulation", "Simulated candidate", "Simulation")
    session = app.open("simulation", plan)
    live = app.begin(session, text_only=not options.voice)
    if not options.voice:
        return session.session_id, take_interview(live, candidate, Keyboard(live), options.limit)
    with Headset(live, own_voice(app.settings.voice_model)) as headset:
        return session.session_id, take_interview(live, candidate, headset, options.limit)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 86_400:
        raise argparse.ArgumentTypeError(f"expected seconds above 0 and below a day, got {text}")
    return seconds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena simulate", description=__doc__)
    parser.add_argument(
        "--candidate",
        required=True,
        help="strong, average, weak, silent, rambling, injector, or a YAML file of answers",
    )
    parser.add_argument("--voice", action="store_true", help="really speak and listen, in real time")
    parser.add_argument("--seed", type=int, default=1, help="choice of questions and answers (%(default)s)")
    parser.add_argument("--engine", choices=["embedded", "openai"], help="instead of ATHENA_ENGINE")
    parser.add_argument("--level", type=Difficulty, choices=list(Difficulty), default=Difficulty.INTERMEDIATE)
    parser.add_argument(
        "--selection", type=Selection, choices=list(Selection), help="instead of ATHENA_SELECTION"
    )
    parser.add_argument(
        "--questions",
        type=int,
        choices=range(1, 13),
        default=5,
        metavar="1..12",
        help="how many (%(default)s)",
    )
    parser.add_argument("--nudge", type=_seconds, help="seconds of silence before a nudge (25 with --voice)")
    parser.add_argument("--limit", type=_seconds, default=1800, help="seconds to give up after (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print the session as JSON")
    parser.add_argument("--store", action="store_true", help="keep the session in the database")
    return parser
