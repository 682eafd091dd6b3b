"""The templates: those there are, a new one, and changes, each of which makes a new version."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.templates import Template
from athena.errors import InputError
from athena.ui import clocks
from athena.ui.invitations import state, template_form
from athena.ui.invitations.acting import act
from athena.ui.invitations.words import rules, summary
from athena.ui.plain import plain

_KEPT = "template_kept"


def show(app: App, viewer: Viewer) -> None:
    """Show the list, or the template that is edited."""
    edited = st.session_state.get(state.EDITED)
    templates = app.desk.templates.newest(viewer)
    if edited is not None:
        found = next((one for one in templates if one.template_id == edited), None)
        _edit(app, viewer, found)
        return
    if kept := st.session_state.pop(_KEPT, None):
        st.success(kept, icon=":material/check:")
    if not templates:
        st.markdown(
            "There is no template yet. A template says how an interview is: level, topics, length, limits, "
            "and whom candidates may turn to. Every invitation stays with the version it was made by."
        )
    st.button(
        "New template",
        type="primary",
        icon=":material/add:",
        on_click=_open,
        args=("",),
    )
    for template in templates:
        _line(app, viewer, template)


def _line(app: App, viewer: Viewer, template: Template) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{plain(template.name)}** :gray[version {template.version}]", width="stretch")
            with st.container(horizontal=True, width="content", vertical_alignment="center"):
                _ways(app, template)
        st.caption(plain(summary(template)))
        st.caption(plain(rules(template)))
        st.markdown(f"Contact: {plain(template.contact.in_words)}")
        st.caption(f"Kept {clocks.moment(template.created_at)} by {plain(template.created_by)}")
        if template.version > 1:
            _earlier(app, viewer, template)


def _ways(app: App, template: Template) -> None:
    key = template.template_id
    if template.retired:
        st.badge("Retired", color="gray")
        st.button("Restore", key=f"restore_{key}", on_click=_restore, args=(app, key))
        return
    st.button("Edit", key=f"edit_{key}", icon=":material/edit:", on_click=_open, args=(key,))
    st.button(
        "Retire",
        key=f"retire_{key}",
        on_click=_retire,
        args=(app, key),
        help="It takes no new invitations then; those that were sent stay as they are.",
    )


def _retire(app: App, template_id: str) -> None:
    act(lambda viewer: app.desk.templates.retire(viewer, template_id))


def _restore(app: App, template_id: str) -> None:
    act(lambda viewer: app.desk.templates.restore(viewer, template_id))


def _earlier(app: App, viewer: Viewer, template: Template) -> None:
    with st.expander("Earlier versions"):
        for version in app.desk.templates.versions(viewer, template.template_id)[1:]:
            st.caption(
                f"**Version {version.version}**, {clocks.moment(version.created_at)}: "
                f"{plain(version.name)} · {plain(summary(version))}"
            )


def _edit(app: App, viewer: Viewer, template: Template | None) -> None:
    st.header(f"Edit “{plain(template.name)}”" if template else "New template", anchor=False)
    if template:
        st.caption(
            f"What you keep becomes version {template.version + 1}. Invitations sent before stay with theirs."
        )
    wanted = template_form.show(app, viewer, template)
    st.button("Cancel", on_click=_close)
    if wanted is None:
        return
    try:
        if template:
            kept = app.desk.templates.change(viewer, template.template_id, wanted)
        else:
            kept = app.desk.templates.create(viewer, wanted)
    except InputError as error:
        st.error(error.message, title=error.title, icon=":material/edit:")
        return
    st.session_state[_KEPT] = f"“{plain(kept.name)}” is kept as version {kept.version}."
    _close()
    st.rerun()


def _open(template_id: str) -> None:
    st.session_state[state.EDITED] = template_id


def _close() -> None:
    st.session_state.pop(state.EDITED, None)
