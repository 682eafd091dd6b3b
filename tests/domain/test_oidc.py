"""Whom a provider's word lets in, and as what."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.access import Role
from athena.domain.oidc import GOOGLE, Claims, Provider, read_identity, role_of
from athena.errors import AccessError

PROVIDER = Provider("https://id.example.org", "Example", ("example.org",))
GROUPS = Provider(
    "https://id.example.org",
    "Example",
    ("*",),
    role_claim="groups",
    roles={"it": Role.ADMIN, "leads": Role.MANAGER},
)
JO = {"sub": "1", "email": "Jo.Lee@example.org", "email_verified": True, "name": "Jo Lee"}


def refusal(claims: Claims, provider: Provider = PROVIDER) -> str:
    with pytest.raises(AccessError) as refused:
        read_identity(claims, provider)
    return refused.value.message


def test_a_verified_address_of_an_allowed_domain_is_an_employee_id() -> None:
    found = read_identity(JO, PROVIDER)
    assert (found.employee_id, found.subject, found.name, found.role) == (
        "Jo.Lee@example.org",
        "1",
        "Jo Lee",
        None,
    )


def test_capitals_in_the_domain_do_not_count() -> None:
    assert read_identity(JO | {"email": "jo@EXAMPLE.org"}, PROVIDER).employee_id == "jo@EXAMPLE.org"


@pytest.mark.parametrize(
    "email",
    [
        "jo@evil.example",
        "jo@sub.example.org",
        "jo@notexample.org",
        "jo@example.org.evil.example",
        "jo@example.org@evil.example",
    ],
)
def test_only_the_very_domain_is_allowed(email: str) -> None:
    assert "certain organisations" in refusal(JO | {"email": email})


@pytest.mark.parametrize("verified", [False, None, "false", "yes", 0, []])
def test_an_address_that_is_not_verified_is_refused(verified: object) -> None:
    assert "not verified" in refusal(JO | {"email_verified": verified})


@pytest.mark.parametrize("claim", [{"email_verified": "true"}, {"xms_edov": True}, {"xms_edov": "1"}])
def test_providers_say_verified_in_several_ways(claim: dict[str, object]) -> None:
    assert read_identity({"sub": "1", "email": "jo@example.org", **claim}, PROVIDER).subject == "1"


@pytest.mark.parametrize("email", [None, 7, "", "jo"])
def test_without_an_address_nobody_comes_in(email: object) -> None:
    assert "did not tell your e-mail address" in refusal(JO | {"email": email})


@pytest.mark.parametrize("subject", [None, "", 7])
def test_without_a_subject_nobody_comes_in(subject: object) -> None:
    assert "did not say who you are" in refusal(JO | {"sub": subject})


def test_an_address_that_is_no_employee_id_is_refused_in_words() -> None:
    assert "cannot be an Employee ID" in refusal(JO | {"email": "jo+lee@example.org"})


def test_google_vouches_for_a_foreign_address_only_where_an_organisation_manages_it() -> None:
    google = Provider(GOOGLE, "Google", ("*",))
    assert "not verified" in refusal(JO, google)
    assert read_identity(JO | {"hd": "example.org"}, google).employee_id == "Jo.Lee@example.org"
    assert read_identity(JO | {"email": "jo@gmail.com"}, google).employee_id == "jo@gmail.com"


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "  Zoë   Müller "}, "Zoë Müller"),
        ({"name": "<b>Jo</b>"}, "jo.lee"),
        ({"name": None}, "jo.lee"),
        ({"name": None, "email": "1042@example.org"}, "New colleague"),
    ],
)
def test_a_name_is_read_or_made_of_the_address(claims: dict[str, object], name: str) -> None:
    assert read_identity(JO | {"email": "jo.lee@example.org"} | claims, PROVIDER).name == name


@pytest.mark.parametrize(
    ("groups", "role"),
    [(["leads"], Role.MANAGER), (["x", "leads", "it"], Role.ADMIN), ("leads", Role.MANAGER)],
)
def test_the_highest_role_of_the_groups_counts(groups: object, role: Role) -> None:
    assert role_of({"groups": groups}, GROUPS) is role


@pytest.mark.parametrize("groups", [None, [], "IT", ["LEADS"], {"it": True}, 7])
def test_without_a_known_group_nobody_comes_in(groups: object) -> None:
    with pytest.raises(AccessError, match="None of your groups at Example"):
        role_of({"groups": groups}, GROUPS)


def test_without_a_known_group_the_role_of_new_accounts_counts_where_there_is_one() -> None:
    provider = Provider("i", "E", ("*",), roles={"it": Role.ADMIN}, new_role=Role.CANDIDATE)
    assert role_of({"groups": ["x"]}, provider) is Role.CANDIDATE


def test_groups_may_be_nested() -> None:
    nested = Provider("i", "E", ("*",), role_claim="realm_access.roles", roles={"it": Role.ADMIN})
    assert role_of({"realm_access": {"roles": ["it"]}}, nested) is Role.ADMIN


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["sub", "email", "email_verified", "name", "groups", "hd", "xms_edov"])


@given(st.dictionaries(NAMES, JSON | st.just("jo@example.org")))
def test_whatever_a_provider_says_it_is_an_identity_or_a_refusal(claims: dict[str, object]) -> None:
    found = None
    with suppress(AccessError):
        found = read_identity(claims, GROUPS)
    assert found is None or (found.employee_id == claims["email"] and found.role in set(Role))
