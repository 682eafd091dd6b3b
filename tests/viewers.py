"""People of every role who look at things in tests."""

from __future__ import annotations

from athena.domain.access import INVITED, Role, Viewer, permissions_of


def person(role: Role, employee_id: str = "", *, sees_names: bool = False) -> Viewer:
    """Return somebody of a role; the Employee ID is the role's name unless one is given."""
    permissions = permissions_of(role, analysts_see_names=sees_names)
    return Viewer(employee_id or role.value, role.value.title(), permissions, role)


def invited(employee_id: str = "guest") -> Viewer:
    """Return somebody who came by an invitation."""
    return Viewer(employee_id, "Guest", INVITED, invitation_id="i1")


NOBODY = Viewer("", "", frozenset())
ANN, BOB = person(Role.MANAGER, "ann"), person(Role.MANAGER, "bob")
EVERYBODY = (*map(person, Role), invited(), NOBODY)
"""One of every role, one who was invited, and nobody."""
