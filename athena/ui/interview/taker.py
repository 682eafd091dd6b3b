"""Who takes the interview of this page: whoever sits here, somebody with an account, or somebody invited."""

from __future__ import annotations

from dataclasses import dataclass

from athena.bootstrap import EMBEDDED, App
from athena.domain.access import Viewer
from athena.domain.consent import Conditions
from athena.domain.interview import InterviewPlan
from athena.domain.invitations import Invitation, why_not
from athena.domain.people import Employee
from athena.domain.templates import Engine, Template, Way
from athena.errors import NotFoundError
from athena.services.interviewing import Session
from athena.services.records import utc_now
from athena.ui import access


@dataclass(frozen=True, slots=True)
class Taker:
    """A viewer as somebody who is interviewed; ``invitation`` and its ``template`` come together."""

    viewer: Viewer
    invitation: Invitation | None = None
    template: Template | None = None

    @property
    def is_typed(self) -> bool:
        """Whether the Employee ID is typed: nobody signs in here."""
        return self.viewer.local

    @property
    def way(self) -> Way:
        """How answers are meant to be given."""
        return self.template.way if self.template else Way.EITHER

    @property
    def on_this_machine(self) -> bool:
        """Whether the interviewer on this machine is wanted whatever the settings say."""
        return self.template is not None and self.template.engine is Engine.EMBEDDED

    @property
    def way_back(self) -> str:
        """How to come back to an interview that was paused."""
        if self.is_typed:
            return "with the same Employee ID"
        return "by the link of your invitation" if self.invitation else "by signing in again"

    def obstacle(self) -> str | None:
        """Return a sentence on why the invited interview can be taken no more, None when it can."""
        if self.invitation is None or self.template is None:
            return None
        return why_not(self.invitation, self.template.contact, utc_now())

    def employee(self, app: App) -> Employee | None:
        """Return whose interview it is, None before somebody has said so."""
        return None if self.is_typed else app.interviewing.find_employee(self.viewer.employee_id)

    def owns(self, session: Session) -> bool:
        """Whether the session may be gone on with on this page."""
        if self.invitation is not None:
            return self.invitation.session_id == session.session_id
        return self.is_typed or self.viewer.is_person(session.employee.employee_id)

    def unfinished(self, app: App, employee: Employee) -> Session | None:
        """Return the session that was begun and not ended; invited people have but one."""
        if self.invitation is None:
            return app.interviewing.unfinished(employee.employee_id)
        if self.invitation.session_id is None:
            return None
        session = app.interviewing.session(self.invitation.session_id)
        return session if session.in_progress else None

    def template_of(self, app: App, session: Session | None) -> Template | None:
        """Return by which template the interview is held, also of somebody who goes on with an account."""
        if self.template is not None or session is None:
            return self.template
        invitation = app.desk.invitations.of_session(session.session_id)
        return app.desk.invitations.template_of(invitation) if invitation else None

    def is_recorded(self, app: App, session: Session | None) -> bool:
        """Whether the sound is stored."""
        template = self.template_of(app, session)
        return template is not None and template.keep_audio and app.settings.key is not None

    def conditions(self, app: App, plan: InterviewPlan, session: Session | None) -> Conditions:
        """Return what the interview is held under; ``session`` is the one that is gone on with."""
        settings, template = app.settings, self.template_of(app, session)
        stays = self.on_this_machine or (session is not None and session.engine == EMBEDDED)
        return Conditions(
            questions=plan.question_count,
            minutes=plan.time_limit_minutes,
            sql_questions=plan.sql_questions,
            cloud=settings.chosen_engine == "openai" and not stays,
            read_again=settings.second_reading,
            shared=not self.is_typed,
            practice=plan.practice,
            word_days=settings.keep_transcripts,
            score_days=settings.keep_scores,
            recorded=self.is_recorded(app, session),
            audio_days=settings.keep_audio,
            contact=template.contact.in_words if template else settings.contact,
        )


def current_taker(app: App) -> Taker:
    """Return who takes an interview on this page. Raises AccessError."""
    viewer = access.require("")
    if viewer.local:
        viewer = _invited_here(app) or viewer
    if viewer.invitation_id is None:
        return Taker(viewer)
    invitation = app.desk.invitations.find(viewer.invitation_id)
    return Taker(viewer, invitation, app.desk.invitations.template_of(invitation))


def _invited_here(app: App) -> Viewer | None:
    """Return who came by an invitation on a machine without accounts, while that invitation holds."""
    guest = app.desk.sign_ins.viewer_of(access.token())
    if guest is None or guest.invitation_id is None:
        return None
    try:
        return guest if app.desk.invitations.holds(guest.invitation_id) else None
    except NotFoundError:
        return None
