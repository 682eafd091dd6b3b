"""The interviewer's judgement: from the conversation so far to the next reply, with no memory of its own."""

from __future__ import annotations

from collections.abc import Sequence

from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank
from athena.interviewer.dialogue import Entry, Reply
from athena.interviewer.policy.conduct import Conduct
from athena.interviewer.policy.fold import Fold
from athena.interviewer.policy.ledger import owed
from athena.interviewer.policy.marking import Marker
from athena.interviewer.policy.passage import Passage

__all__ = ["reply"]


def reply(history: Sequence[Entry], plan: InterviewPlan, bank: Bank) -> Reply:
    """Return what the interviewer says and calls next; an empty reply when nothing asks for one.

    The same history, plan and bank always give the same reply. Calls that were made and never carried out are
    made again, ahead of new ones.
    """
    marker = Marker(bank)
    move = Fold(Conduct(Passage(plan, bank, marker)), history).next_move()
    return Reply(move.sentences, owed(move.state, marker)) if move else Reply()
