"""``python3 -m athena calibrate``: refit the difficulty of questions from stored answers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from athena.config import read_settings
from athena.domain.calibration import MINIMUM
from athena.services.calibration import Refit, opened_calibration


def main(arguments: list[str]) -> int:
    """Refit and print the parameters that moved."""
    options = _parser().parse_args(arguments)
    with opened_calibration(read_settings()) as calibration:
        refits = calibration.run(options.min, dry_run=options.dry_run)
    if refits:
        print(table(refits))
    print(summary(refits, options.min, dry_run=options.dry_run))
    return 0


def table(refits: Sequence[Refit]) -> str:
    """Return discrimination and difficulty before and after as an aligned table."""
    width = max(len(refit.fit.question_id) for refit in refits)
    head = f"{'question':<{width}}  answers      a before after      b before after"
    return "\n".join((head, *(_line(refit, width) for refit in refits)))


def _line(refit: Refit, width: int) -> str:
    before, after = refit.before, refit.fit.item
    return (
        f"{refit.fit.question_id:<{width}}  {refit.fit.answers:>7}"
        f"  {before.discrimination:>11.2f} {after.discrimination:>5.2f}"
        f"  {before.difficulty:>11.2f} {after.difficulty:>5.2f}"
    )


def summary(refits: Sequence[Refit], minimum: int, *, dry_run: bool) -> str:
    """Return how many questions were refitted and whether that was written."""
    if not refits:
        return f"No question has {minimum} assessed answers yet; the bank's own parameters stay in use."
    written = "Nothing was written." if dry_run else "They are used from the next interview on."
    return f"Questions refitted: {len(refits)}. {written}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena calibrate", description=__doc__)
    parser.add_argument(
        "--min",
        type=_positive,
        default=MINIMUM,
        help="the fewest assessed answers that move a question (%(default)s)",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only show the parameters")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, got {text}")
    return number
