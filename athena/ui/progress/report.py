"""One's own report: how an interview went, question by question, to read and to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.errors import NotFoundError
from athena.services.exports import Exports, SessionFile
from athena.services.interviewing import Employee
from athena.services.session_files import file_name
from athena.services.session_view import AnswerView, SessionView
from athena.ui import access
from athena.ui.plain import percent, plain
from athena.ui.sessions import overview, transcript
from athena.ui.sessions.words import STATUS, moment

_FILES = (("PDF report", SessionFile.REPORT), ("PDF with transcript", SessionFile.WITH_TRANSCRIPT))


def show(app: App, viewer: Viewer, employee: Employee, session_id: str) -> None:
    """Show a report of ``employee``; another person's is not found here, whoever looks."""
    st.button("My progress", icon=":material/arrow_back:", type="tertiary", on_click=_leave)
    try:
        view = app.reading.view(viewer, session_id)
        if view.session.employee.employee_id != employee.employee_id:
            raise NotFoundError("This is no interview of yours. Choose one from the list.")
    except NotFoundError as error:
        st.error(error.message, title=error.title, icon=":material/search_off:")
        return
    session = view.session
    st.title("My interview", anchor=False)
    st.caption(
        f"{moment(session.started_at)} · {session.plan.level.value} · {STATUS[session.status].lower()}"
    )
    if session.in_progress:
        st.info("The report is made when the interview ends.", title="This interview is not finished")
    else:
        _report(app.desk.exports, view)


def _report(exports: Exports, view: SessionView) -> None:
    with st.container(horizontal=True):
        for label, what in _FILES:
            _offer(exports, view, label, what)
    overview.show_score(view.report, view.by_hand)
    overview.show_findings(view.report)
    _questions(view.answers)
    transcript.show(view.transcript)


def _questions(answers: Sequence[AnswerView]) -> None:
    st.header("Question by question", anchor="questions")
    for answer in answers:
        with st.container(border=True):
            _question(answer)


def _question(answer: AnswerView) -> None:
    item = answer.item
    st.subheader(f"{item.number}. {plain(item.question)}", anchor=f"question-{item.number}")
    worth = item.note if item.score is None else percent(item.score)
    st.markdown(f"{plain(item.category.label)} · {item.difficulty.value.capitalize()} · **{plain(worth)}**")
    if item.feedback:
        st.text(item.feedback, width="stretch")
    if item.answer:
        with st.expander("My answer", icon=":material/format_quote:"):
            st.text(item.answer, width="stretch")


def _offer(exports: Exports, view: SessionView, label: str, what: SessionFile) -> None:
    st.download_button(
        label,
        data=partial(_file, exports, access.asks_later("progress"), view.session.session_id, what),
        file_name=file_name(view.session, what, "pdf"),
        key=f"take:{what}",
        on_click="ignore",
        icon=":material/download:",
    )


def _file(exports: Exports, asking: Callable[[], Viewer], session_id: str, what: SessionFile) -> bytes:
    return exports.session(asking(), session_id, what).data


def _leave() -> None:
    st.query_params.pop("session", None)
