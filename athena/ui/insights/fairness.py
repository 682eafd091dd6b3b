"""Whether groups are selected alike: rates, impact ratios, intervals, and what they cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from athena import bootstrap
from athena.domain.fairness import (
    FEWEST_INTERVIEWS,
    FEWEST_PEOPLE,
    FOUR_FIFTHS,
    Assessed,
    Finding,
    Group,
    assess,
)
from athena.domain.insights import CUT, Filters
from athena.domain.statistics import Interval
from athena.services.exporting import Sheet
from athena.services.insights import Figure, Insights
from athena.ui import access, files
from athena.ui.insights import filters, marks
from athena.ui.insights.cards import card, nothing_yet
from athena.ui.plain import counted, percent, plain

_BY: Final = ("department", "role", "language", "mode")


def show() -> None:
    """Show the filters, the cut, and how each group fares."""
    insights = Insights(bootstrap.current().figures, access.require("fairness"))
    st.title("Fairness", anchor=False)
    options = insights.options()
    if not options.people:
        nothing_yet()
        return
    wanted = filters.show(options, "All time")
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        by = st.segmented_control(
            "Compare by", _BY, default=_BY[0], key="by", bind="query-params", format_func=str.capitalize
        )
    with right:
        cut = st.slider(
            "An interview counts as selected from a mean score of",
            0,
            100,
            round(CUT * 100),
            5,
            format="%d%%",
            key="cut",
            bind="query-params",
        )
    _groups(insights, wanted, by or _BY[0], cut / 100)


def _groups(insights: Insights, wanted: Filters, by: str, cut: float) -> None:
    figure = insights.groups(wanted, by, cut)
    found = assess(_group(row) for row in figure.records())
    if not found:
        st.markdown("No ended interview with a score is left by these filters.")
        return
    _told(found)

    def draw(_figure: Figure) -> None:
        _chart(found)
        _table(found, by)

    card(
        "groups",
        f"Selection rate by {by}",
        figure,
        draw,
        note="The bars are 95 % intervals (Wilson; ratios by the log method). The dashed line is four fifths "
        "of the highest rate among groups that are large enough. A low ratio is a reason to look closer, no "
        "proof. Practice and interviews in progress are left out.",
    )


def _group(row: dict[str, object]) -> Group:
    return Group(
        str(row["name"]),
        int(str(row["people"])),
        int(str(row["interviews"])),
        int(str(row["selected"])),
        float(str(row["score"])),
        None if row["deviation"] is None else float(str(row["deviation"])),
    )


def _told(found: Sequence[Assessed]) -> None:
    """Say in words what stands out, and what is too small to say anything."""
    below = [one for one in found if one.finding in (Finding.BELOW, Finding.UNSURE)]
    if below:
        lines = "\n".join(f"- {_sentence(one)}" for one in below)
        st.warning(
            f"Below four fifths of the highest rate (with 95 % intervals):\n\n{lines}",
            icon=":material/balance:",
        )
    small = [one.group for one in found if one.finding is Finding.TOO_SMALL]
    if small:
        names = "; ".join(
            f"{plain(group.name)} ({_people(group.people)}, {counted(group.interviews, 'interview')})"
            for group in small
        )
        st.warning(
            f"Too small to say anything, and not compared: {names}. That takes at least "
            f"{FEWEST_PEOPLE} people and {FEWEST_INTERVIEWS} interviews.",
            icon=":material/group_off:",
        )
    if not below and len(found) - len(small) > 1:
        st.info(f"No group that is large enough is below {percent(FOUR_FIFTHS)} of the highest rate.")


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _sentence(one: Assessed) -> str:
    rate, ratio = percent(one.group.rate), percent(one.ratio or 0)
    chance = "; it may be chance" if one.finding is Finding.UNSURE else ""
    return (
        f"**{plain(one.group.name)}**: {rate} are selected, a ratio of {ratio}"
        f"{_in_brackets(one.ratio_interval)}{chance}"
    )


def _chart(found: Sequence[Assessed]) -> None:
    frame = pd.DataFrame(
        {
            "label": f"{one.group.name} ({one.group.interviews})" + ("" if one.group.enough else "*"),
            "value": one.group.rate,
            "low": one.rate.low,
            "high": one.rate.high,
        }
        for one in found
    )
    highest = next((one.group.rate for one in found if one.finding is Finding.HIGHEST), None)
    st.altair_chart(
        marks.intervals(frame, "Selection rate", line=None if highest is None else highest * FOUR_FIFTHS),
        alt=f"Selection rates of {counted(len(found), 'group')} with intervals. See the table below.",
    )


def _table(found: Sequence[Assessed], by: str) -> None:
    st.table(pd.DataFrame([_row(one) for one in found]), hide_index=True)
    files.offer("fairness", Sheet.of(f"athena fairness by {by}", [_record(one) for one in found]))


def _row(one: Assessed) -> dict[str, object]:
    group = one.group
    return {
        "Group": plain(group.name),
        "People": f"{group.people:,}",
        "Interviews": f"{group.interviews:,}",
        "Selected": f"{group.selected:,}",
        "Rate": f"{percent(group.rate)} ({_span(one.rate)})",
        "Impact ratio": "–" if one.ratio is None else percent(one.ratio) + _in_brackets(one.ratio_interval),
        "Mean score": percent(group.score) + _in_brackets(one.score),
        "What it says": one.finding.value.capitalize(),
    }


def _record(one: Assessed) -> dict[str, object]:
    group, ratio, score = one.group, one.ratio_interval, one.score
    return {
        "group": group.name,
        "people": group.people,
        "interviews": group.interviews,
        "selected": group.selected,
        "rate": group.rate,
        "rate_low": one.rate.low,
        "rate_high": one.rate.high,
        "impact_ratio": one.ratio,
        "impact_ratio_low": ratio.low if ratio else None,
        "impact_ratio_high": ratio.high if ratio else None,
        "mean_score": group.score,
        "mean_score_low": score.low if score else None,
        "mean_score_high": score.high if score else None,
        "finding": one.finding.value,
    }


def _in_brackets(interval: Interval | None) -> str:
    return f" ({_span(interval)})" if interval else ""


def _span(interval: Interval | None) -> str:
    return f"{percent(interval.low)} to {percent(interval.high)}" if interval else "–"
