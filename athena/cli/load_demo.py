"""``python3 -m athena load-demo``: put made-up interviews in to look around, or take them out again."""

from __future__ import annotations

import argparse

from athena.config import read_settings
from athena.domain.access import LOCAL
from athena.parts import opened_demo
from athena.services.demo import PEOPLE, SESSIONS, DemoSize


def main(arguments: list[str]) -> int:
    """Put the demonstration data in or take it out, and say what was done."""
    options = _parser().parse_args(arguments)
    with opened_demo(read_settings()) as demo:
        if options.remove:
            print(removed(demo.remove(LOCAL)))
        elif there := demo.size().people:
            print(f"The demonstration data is there already ({there} people). Nothing was changed.")
        else:
            print(loaded(demo.load(LOCAL, options.people, options.sessions, options.seed)))
    return 0


def loaded(size: DemoSize) -> str:
    """Return what was put in."""
    return (
        f"Put in {_sized(size)}, all marked as a demonstration. "
        "Take them out with: python3 -m athena load-demo --remove"
    )


def removed(size: DemoSize) -> str:
    """Return what was taken out."""
    if not size.people and not size.sessions:
        return "There is no demonstration data. Nothing was changed."
    return f"Took out {_sized(size)}. Real interviews were not touched."


def _sized(size: DemoSize) -> str:
    return f"{size.people} people, {size.sessions} sessions and {size.responses} answers"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena load-demo", description=__doc__)
    parser.add_argument("--remove", action="store_true", help="take all demonstration data out again")
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many people (%(default)s)")
    parser.add_argument("--sessions", type=int, default=SESSIONS, help="how many interviews (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same data (%(default)s)")
    return parser
