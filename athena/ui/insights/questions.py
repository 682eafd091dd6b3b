"""How the bank's questions do: which to keep, to mend or to retire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

import pandas as pd
import streamlit as st

from athena import bootstrap
from athena.domain.insights import FEW, TOO_EASY, TOO_HARD, Filters, Flag
from athena.services.exporting import Sheet
from athena.services.insights import Figure, Insights
from athena.services.question_use import QuestionUse, question_uses
from athena.ui import access, files
from athena.ui.insights import filters, marks
from athena.ui.insights.cards import card, nothing_yet
from athena.ui.insights.filters import in_words
from athena.ui.plain import counted, percent, plain

_ANY: Final = "nothing stands out"


def show() -> None:
    """Show the filters, the table, the scatter and one question."""
    viewer, app = access.require("questions"), bootstrap.current()
    insights = Insights(app.figures, viewer)
    st.title("Questions", anchor=False)
    options = insights.options()
    if not options.people:
        nothing_yet()
        return
    wanted = filters.show(options, "All time")
    figure = insights.questions(wanted)
    flags = st.pills(
        "Show only",
        [flag.value for flag in Flag],
        selection_mode="multi",
        key="flag",
        bind="query-params",
        format_func=str.capitalize,
    )
    kept = _kept(question_uses(app.bank, figure), wanted, {Flag(flag) for flag in flags})
    st.caption(counted(len(kept), "question"))
    if not kept:
        st.markdown("No question is like that. Take a filter away.")
        return
    _table(kept)
    left, right = st.columns(2)
    with left:
        _scatter(figure, kept)
    with right, st.container(border=True, key="card_question"):
        _one(kept)


def _kept(uses: Sequence[QuestionUse], wanted: Filters, flags: set[Flag]) -> list[QuestionUse]:
    return [
        use
        for use in uses
        if (not wanted.categories or use.category.value in wanted.categories)
        and (not flags or flags & set(use.flags))
    ]


def _table(uses: Sequence[QuestionUse]) -> None:
    share = st.column_config.ProgressColumn
    st.dataframe(
        pd.DataFrame(_row(use) for use in uses),
        hide_index=True,
        height=360,
        column_config={
            "Mean score": share(format="%d%%", min_value=0, max_value=100),
            "Discrimination": st.column_config.NumberColumn(
                format="%.2f", help="How its scores go with the other answers of the same interview, -1 to 1"
            ),
            "Median time": st.column_config.NumberColumn(format="%.0f s"),
            "With hints": st.column_config.NumberColumn(format="%d%%"),
        },
        placeholder="–",
        alt="The questions with their figures",
        lazy=False,
    )
    files.offer("questions", Sheet.of("athena questions", [_record(use) for use in uses]))
    st.caption(
        f"Too easy: a mean of {percent(TOO_EASY)} or more. Too hard: {percent(TOO_HARD)} or less. Negative "
        f"discrimination: who does well otherwise does worse here. Fewer than {FEW} answers say little."
    )


def _row(use: QuestionUse) -> dict[str, object]:
    return {
        "Question": use.question_id,
        "Stands out": in_words_of(use.flags),
        "Category": use.category.label,
        "Level": in_words(use.difficulty.value),
        "Asked": use.asked,
        "Answers": use.answers,
        "Mean score": _hundredths(use.score),
        "Discrimination": use.discrimination,
        "Median time": use.response_s,
        "With hints": _hundredths(use.hinted),
        "Text": use.text,
    }


def _record(use: QuestionUse) -> dict[str, object]:
    flags = ", ".join(use.flags)
    return asdict(use) | {"category": use.category.value, "difficulty": use.difficulty.value, "flags": flags}


def _hundredths(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def in_words_of(flags: Sequence[Flag]) -> str:
    """Return what stands out, as words."""
    return ", ".join(flags) or _ANY


def _scatter(figure: Figure, uses: Sequence[QuestionUse]) -> None:
    names = {use.question_id: use for use in uses if use.discrimination is not None}
    frame = pd.DataFrame(
        {
            "question_id": use.question_id,
            "score": use.score,
            "discrimination": use.discrimination,
            "answers": use.answers,
            "flag": in_words_of(use.flags[:1]),
        }
        for use in names.values()
    )

    def draw(_figure: Figure) -> None:
        if frame.empty:
            st.caption("No question has enough answers for a discrimination yet.")
            return
        words = f"{counted(len(frame), 'question')} by mean score and discrimination. See the table."
        st.altair_chart(marks.questions(frame, [_ANY, *(flag.value for flag in Flag)]), alt=words)

    card("questions", "Mean and discrimination", figure, draw, note="Dashed: too hard, too easy, and zero.")


def _one(uses: Sequence[QuestionUse]) -> None:
    st.subheader("One question", anchor=False)
    by_id = {use.question_id: use for use in uses}
    chosen = st.selectbox("Question", list(by_id), key="question", bind="query-params")
    if chosen not in by_id:
        return
    use = by_id[chosen]
    st.caption(
        f"{use.category.label} · {in_words(use.difficulty.value)} · asked {counted(use.asked, 'time')}"
    )
    st.text(use.text)
    parts = [f"{counted(use.answers, 'scored answer')}"]
    if use.score is not None:
        parts.append(f"mean {percent(use.score)}")
    if use.discrimination is not None:
        parts.append(f"discrimination {use.discrimination:.2f}")
    if use.response_s is not None:
        parts.append(f"median {use.response_s:.0f} s to answer")
    if use.hinted is not None:
        parts.append(f"{percent(use.hinted)} with hints")
    st.markdown(plain(" · ".join(parts)))
    st.markdown(f"**{in_words_of(use.flags).capitalize()}**")
