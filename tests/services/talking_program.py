"""A program that is talked to in twenty interviews at once and names every answer once it is kept.

Run with the path of a database; it goes on until it is killed. Each line on standard output is
``<session id> <item id>`` of a turn whose recording has returned.
"""

from __future__ import annotations

import os
import sys
import threading
from itertools import count

from athena.services.interviewing import Interviewing
from athena.store.database import Database
from tests.services.small import BANK, PLAN, ask, interviewing_on, said

INTERVIEWS = 20
THREADS = 4


def words_of(item_id: str) -> str:
    return f"Words of {item_id} about unmatched rows and readable maintenance."


def talk(interviewing: Interviewing, session_ids: list[str]) -> None:
    for number in count():
        for question in BANK.questions.values():
            for session_id in session_ids:
                ask(interviewing, session_id, question, f"ask-{number}-{question.id}")
                item_id = f"{question.id}-{number}"
                interviewing.record_turn(session_id, said(item_id, words_of(item_id)))
                os.write(sys.stdout.fileno(), f"{session_id} {item_id}\n".encode())
                interviewing.log_response_evaluation(session_id, f"judge-{item_id}", "", 0.5, "")


def main() -> None:
    interviewing = interviewing_on(Database.open(sys.argv[1]))
    interviewing.admit("E1", "Jo")
    opened = [interviewing.open_session("E1", PLAN, "embedded", "joe").session_id for _ in range(INTERVIEWS)]
    for thread in range(THREADS):
        threading.Thread(target=talk, args=(interviewing, opened[thread::THREADS])).start()


if __name__ == "__main__":
    main()
