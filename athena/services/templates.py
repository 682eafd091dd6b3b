"""Templates of interviews: keeping them, changing them into new versions, retiring them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.domain.templates import Template, checked
from athena.errors import InputError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.recordings import NO_KEY
from athena.services.records import random_id, utc_now
from athena.store import templates
from athena.store.database import Database, Reader


class Templates:
    """The templates people are invited by. Thread-safe. Raises AccessError where the viewer may not."""

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        *,
        can_keep_audio: bool = True,
    ) -> None:
        """``can_keep_audio`` tells whether sound can be stored: without a key no template asks for it."""
        self._can_keep_audio = can_keep_audio
        self._database, self._audit, self._now, self._new_id = database, audit, now, new_id

    def newest(self, viewer: Viewer) -> list[Template]:
        """Return the newest version of every template, by name; retired ones last."""
        viewer.require(Permission.LAUNCH)
        return templates.newest(self._database)

    def versions(self, viewer: Viewer, template_id: str) -> list[Template]:
        """Return all versions of a template, the newest first."""
        viewer.require(Permission.LAUNCH)
        return templates.versions(self._database, template_id)

    def create(self, viewer: Viewer, wanted: Template) -> Template:
        """Keep a new template as its first version. Raises InputError."""
        viewer.require(Permission.LAUNCH)
        template = self._stamped(viewer, self._tidied(wanted), self._new_id(), 1)
        with self._database.transaction(shown=False) as tx:
            templates.add(tx, template)
        self._note(viewer, template, "template created")
        return template

    def change(self, viewer: Viewer, template_id: str, wanted: Template) -> Template:
        """Keep a new version; invitations stay with theirs. The same again makes none. Raises InputError."""
        viewer.require(Permission.LAUNCH)
        tidy = self._tidied(wanted)
        with self._database.transaction(shown=False) as tx:
            newest = require_template(tx, template_id)
            template = self._stamped(viewer, tidy, newest.template_id, newest.version + 1)
            if _same(template, newest):
                return newest
            templates.add(tx, template)
        self._note(viewer, template, "template changed")
        return template

    def retire(self, viewer: Viewer, template_id: str) -> None:
        """Take no new invitations by a template; those that were sent stay as they are."""
        viewer.require(Permission.LAUNCH)
        with self._database.transaction(shown=False) as tx:
            template = require_template(tx, template_id)
            templates.retire(tx, template.template_id, self._now())
        self._note(viewer, template, "template retired")

    def restore(self, viewer: Viewer, template_id: str) -> None:
        """Take invitations by a retired template again."""
        viewer.require(Permission.LAUNCH)
        with self._database.transaction(shown=False) as tx:
            template = require_template(tx, template_id)
            templates.restore(tx, template.template_id)
        self._note(viewer, template, "template restored")

    def _tidied(self, wanted: Template) -> Template:
        if wanted.keep_audio and not self._can_keep_audio:
            raise InputError(NO_KEY)
        return checked(wanted)

    def _stamped(self, viewer: Viewer, template: Template, template_id: str, version: int) -> Template:
        return replace(
            template,
            template_id=template_id,
            version=version,
            retired=False,
            created_at=self._now(),
            created_by=viewer.employee_id,
        )

    def _note(self, viewer: Viewer, template: Template, what: str) -> None:
        detail = {"what": what, "version": str(template.version)}
        self._audit.note(viewer, Action.SETTING_CHANGE, template.template_id, detail=detail)


def require_template(reader: Reader, template_id: str, version: int | None = None) -> Template:
    """Return a version of a template (None: the newest) or raise NotFoundError."""
    try:
        found = templates.find(reader, str(UUID(template_id)), version)
    except ValueError:
        found = None
    if found is None:
        raise NotFoundError("This template is not there. Choose one from the list of templates.")
    return found


def _same(one: Template, other: Template) -> bool:
    """Whether two versions hold the same, whoever made them when."""
    return one == replace(
        other,
        version=one.version,
        retired=one.retired,
        created_at=one.created_at,
        created_by=one.created_by,
    )
