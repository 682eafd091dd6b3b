"""Find the command that was asked for and run it."""

from __future__ import annotations

import importlib
import sys

from athena.errors import AthenaError

COMMANDS = {
    "run": "set up and open the app on http://localhost:8501 (what happens without a command)",
    "test": "run all tests, browser tests included; further arguments go to pytest",
    "backup": "write a backup of the database, also while the app runs: backup [--list]",
    "bench": "measure: bench [NAME …], without a name all of them",
    "account-link": "print a one-time link to choose a password: account-link ID [--role ROLE --name NAME]",
    "calibrate": "refit the difficulty of questions from stored answers: calibrate [--min 30] [--dry-run]",
    "check-bank": "prove every question and problem, its queries run: check-bank [--only TEXT]",
    "erase": "erase everything that is kept of a person: erase --person ID",
    "export": "take everything that is kept of a person along: export --person ID [--to FILE.zip]",
    "grade": "grade queries by running them: grade --reference REF.sql --setup SETUP.sql FILE.jsonl",
    "doctor": "look at everything an interview needs and say in words what is wrong",
    "interviewer": "run the embedded interviewer alone: interviewer --port N",
    "load-demo": "put made-up interviews in to look around: load-demo [--remove]",
    "rescore": "judge stored answers again: rescore --session ID | --all [--dry-run]",
    "restore": "put a backup in the place of the database: restore FILE",
    "retain": "take out what is kept no longer: retain [--dry-run]",
    "score": "score an answer from standard input: score --question ID | --rubric FILE [--json]",
    "sql": "run SQL on a read-only snapshot of the data: sql [--json] 'SELECT …' | -",
    "simulate": "let a simulated candidate take an interview: simulate --candidate strong",
}
HELP = ("help", "-h", "--help")


def main(arguments: list[str]) -> int:
    """Run the command named first (``run`` when there is none); return the exit code."""
    name, *rest = arguments or ["run"]
    if name.startswith("-") and name not in HELP:
        name, rest = "run", arguments
    if name in HELP:
        print(usage())
        return 0
    if name not in COMMANDS:
        print(f"athena: there is no command {name!r}.\n{usage()}", file=sys.stderr)
        return 2
    try:
        return int(importlib.import_module(f"athena.cli.{name.replace('-', '_')}").main(rest))
    except AthenaError as error:
        print(f"athena: {error.title}. {error.message}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def usage() -> str:
    """Return the list of commands."""
    lines = [f"  {name:<12} {what}" for name, what in COMMANDS.items()]
    return "\n".join(("usage: python3 -m athena [command]", "", *lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
