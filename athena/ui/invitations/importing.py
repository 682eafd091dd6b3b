"""Adding people: one by a form, or many from a CSV file after a look at what is in it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from athena.domain.access import Viewer
from athena.domain.people import DEPARTMENT_LENGTH, NAME_LENGTH
from athena.domain.sheets import MOST_BYTES, MOST_ROWS
from athena.errors import InputError
from athena.services.people_import import TEMPLATE, PeopleImport, PeopleSheet, PersonRow, to_correct
from athena.ui.invitations import state
from athena.ui.invitations.acting import act
from athena.ui.plain import counted

_FILE, _ROUND, _TAKEN, _PERSON = "people_file", "people_round", "people_taken", "person"
_SHOWN = 200


def show(people: PeopleImport, viewer: Viewer) -> None:
    """Offer both ways, closed at first."""
    if taken := st.session_state.pop(_TAKEN, None):
        st.success(taken, icon=":material/group_add:")
    with st.container(horizontal=True), st.popover("Add a person", icon=":material/person_add:"):
        _form(people, viewer)
    with st.expander("Add people from a CSV file", icon=":material/upload_file:"):
        _upload(people, viewer)


def _form(people: PeopleImport, viewer: Viewer) -> None:
    with st.form(f"{_PERSON}_{st.session_state.get(_PERSON, 0)}", border=False):
        employee_id = st.text_input("Employee ID", max_chars=64, help="An e-mail address will do, too.")
        name = st.text_input("Name", max_chars=NAME_LENGTH)
        department = st.text_input("Department (optional)", max_chars=DEPARTMENT_LENGTH)
        email = st.text_input("E-mail (optional)", max_chars=120)
        pressed = st.form_submit_button("Add", icon=":material/person_add:")
    if pressed:
        try:
            added = people.add(viewer, employee_id, name, department, email)
        except InputError as error:
            st.error(error.message, title=error.title, icon=":material/edit:")
            return
        st.session_state[_PERSON] = st.session_state.get(_PERSON, 0) + 1  # a new form, empty
        state.pick([added])
        st.rerun()


def _upload(people: PeopleImport, viewer: Viewer) -> None:
    st.markdown(
        f"One row a person, at most {MOST_ROWS} rows: **Employee ID** and **Name**, and where you have them "
        "**Department**, **Role title** and **E-mail**. The first line names the columns."
    )
    st.download_button(
        "An example to fill in",
        TEMPLATE.encode("utf-8-sig"),
        "athena-people.csv",
        "text/csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
    file = st.file_uploader(
        "CSV file",
        type=["csv", "tsv", "txt"],
        max_upload_size=MOST_BYTES // 1_000_000,
        key=f"{_FILE}_{st.session_state.get(_ROUND, 0)}",
    )
    if file is None:
        return
    try:
        sheet = people.preview(viewer, file.getvalue())
    except InputError as error:
        st.error(error.message, title="This file cannot be used", icon=":material/error:")
        return
    _preview(people, sheet)


def _preview(people: PeopleImport, sheet: PeopleSheet) -> None:
    known = sum(row.known for row in sheet.good)
    told = f"{counted(len(sheet.good), 'row')} can go in"
    st.markdown(f"{told}, {known} of them known already." if known else f"{told}.")
    if sheet.bad:
        st.warning(
            "What is to correct stands first in the list. Mend it in your file, or take those rows away and "
            "mend them there; the others can go in meanwhile.",
            title=f"{counted(len(sheet.bad), 'row')} to correct",
            icon=":material/edit_note:",
        )
    rows = [*sheet.bad, *sheet.good]
    st.dataframe(pd.DataFrame([_row(row) for row in rows[:_SHOWN]]), hide_index=True, lazy=False)
    if len(rows) > _SHOWN:
        st.caption(f"The first {_SHOWN} of {len(rows)} rows.")
    with st.container(horizontal=True):
        st.button(
            f"Take in {counted(len(sheet.good), 'row')} and pick them",
            type="primary",
            icon=":material/group_add:",
            disabled=not sheet.good,
            on_click=_take_in,
            args=(people, sheet),
        )
        if sheet.bad:
            file = to_correct(sheet)
            st.download_button(
                "Rows to correct",
                file.data,
                file.name,
                file.mime,
                icon=":material/download:",
                on_click="ignore",
            )


def _row(row: PersonRow) -> dict[str, object]:
    return {
        "Row": row.number,
        "Employee ID": row.employee_id,
        "Name": row.name,
        "Department": row.department or "",
        "Role title": row.role_title or "",
        "E-mail": row.email or "",
        "To correct": " ".join(row.problems) or ("Known already" if row.known else ""),
    }


def _take_in(people: PeopleImport, sheet: PeopleSheet) -> None:
    def take_in(viewer: Viewer) -> None:
        taken = people.take_in(viewer, sheet)
        state.pick(taken)
        st.session_state[_TAKEN] = f"{counted(len(taken), 'row')} taken in and picked."
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1  # a new uploader, without the file

    act(take_in)
