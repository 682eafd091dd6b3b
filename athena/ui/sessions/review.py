"""A person's decision on an answer: another score, other verdicts, or that it is right as it is."""

from __future__ import annotations

import streamlit as st

from athena.domain.evaluation import PointVerdict, Verdict
from athena.errors import InputError
from athena.services.review import REASON_LENGTH, ReviewDesk
from athena.services.session_view import AnswerView
from athena.ui import access
from athena.ui.plain import plain
from athena.ui.sessions.words import VERDICTS, score_words

SCORE, VERDICT, CONFIRM = "Another score", "Other verdicts", "Right as it is"
_OPEN = "reviewing"


def offer(desk: ReviewDesk, session_id: str, answer: AnswerView) -> None:
    """Offer to decide on an answer."""
    number = answer.item.number
    st.button(
        "Review this answer",
        key=f"review_{number}",
        icon=":material/rate_review:",
        help=f"Change or confirm the score of question {number}. Every earlier value is kept.",
        on_click=_open,
        args=(session_id, number),
    )
    if st.session_state.get(_OPEN) == (session_id, number):
        _decide(desk, session_id, answer)


def _open(session_id: str, number: int) -> None:
    st.session_state[_OPEN] = (session_id, number)


def _close() -> None:
    st.session_state.pop(_OPEN, None)


@st.dialog("Review an answer", width="medium", icon=":material/rate_review:", on_dismiss=_close)
def _decide(desk: ReviewDesk, session_id: str, answer: AnswerView) -> None:
    viewer, item = access.still("sessions"), answer.item
    st.markdown(f"**Question {item.number}.** {plain(item.question)}")
    st.text(item.answer, width="stretch")
    st.caption(f"The score is {score_words(item.score)} now.")
    points = item.evaluation.points if item.evaluation else ()
    decision = _decision(has_score=item.score is not None, has_points=bool(points))
    score = _score(item.score) if decision == SCORE else 0.0
    verdicts = _verdicts(points) if decision == VERDICT else {}
    reason = st.text_area(
        "Reason" if decision != CONFIRM else "Remark (may stay empty)",
        max_chars=REASON_LENGTH,
        help="It is kept with the value and shown to whoever asks.",
    )
    reviewer = _reviewer() if viewer.local else viewer.employee_id
    if not st.button("Save the decision", type="primary", icon=":material/check:"):
        return
    try:
        if decision == CONFIRM:
            desk.confirm(viewer, session_id, item.number, reviewer=reviewer, reason=reason)
        elif decision == VERDICT:
            desk.override_verdicts(
                viewer, session_id, item.number, verdicts, reason=reason, reviewer=reviewer
            )
        else:
            desk.override(viewer, session_id, item.number, score, reason=reason, reviewer=reviewer)
    except InputError as error:
        st.error(error.message, title=error.title, icon=":material/error:")
        return
    _close()
    st.toast(f"The decision on question {item.number} is kept; the totals follow.", icon=":material/check:")
    st.rerun()


def _reviewer() -> str:
    return st.text_input(
        "Your ID", key="reviewer", persist_state="session", help="It is kept with the decision."
    )


def _decision(*, has_score: bool, has_points: bool) -> str:
    offered = [SCORE, *([VERDICT] if has_points else []), *([CONFIRM] if has_score else [])]
    return st.segmented_control("Decision", offered, default=SCORE, required=True)


def _score(score: float | None) -> float:
    """Ask for the score; what is typed wrongly is said by the service."""
    return st.number_input("Score, from 0 to 1", 0.0, 1.0, score or 0.0, 0.05, format="%.2f")


def _verdicts(points: tuple[PointVerdict, ...]) -> dict[str, Verdict]:
    """Ask for each verdict and return those that are to change."""
    chosen = {point.point_id: _verdict(point) for point in points}
    before = {point.point_id: point.verdict for point in points}
    return {name: verdict for name, verdict in chosen.items() if verdict is not before[name]}


def _verdict(point: PointVerdict) -> Verdict:
    offered = list(Verdict)
    return st.selectbox(
        f"{plain(point.text)} (weight {point.weight:.2f})",
        offered,
        index=offered.index(point.verdict),
        format_func=lambda verdict: VERDICTS[verdict],
        key=f"verdict_{point.point_id}",
    )
