"""Settings: defaults, names, and what is said about each that cannot be read."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from athena.config import ROOT, Settings, read_settings
from athena.domain.access import Role
from athena.domain.retention import Kind
from athena.errors import ConfigError

NOWHERE = Path("/nonexistent/.env")
ORIGINAL_NAMES = (
    "DEBUG",
    "LOG_LEVEL",
    "SESSION_SECRET_KEY",
    "ADMIN_PASSWORD",
    "DATABASE_URL",
    "OPENAI_API_KEY",
    "JUDGE0_API_KEY",
    "RATE_LIMIT_REQUESTS",
    "RATE_LIMIT_WINDOW",
    "MAX_LOGIN_ATTEMPTS",
    "LOGIN_ATTEMPT_WINDOW",
)


def test_without_any_setting_the_embedded_interviewer_is_chosen_on_loopback() -> None:
    settings = read_settings({}, NOWHERE)
    assert (settings.chosen_engine, settings.host, settings.port) == ("embedded", "127.0.0.1", 8501)


def test_a_key_chooses_openai() -> None:
    assert read_settings({"OPENAI_API_KEY": "sk-x"}, NOWHERE).chosen_engine == "openai"


def test_a_chosen_engine_wins_over_a_key() -> None:
    settings = read_settings({"OPENAI_API_KEY": "sk-x", "ATHENA_ENGINE": "embedded"}, NOWHERE)
    assert settings.chosen_engine == "embedded"


@pytest.mark.parametrize("name", ORIGINAL_NAMES)
def test_the_names_of_the_original_system_are_settings(name: str) -> None:
    assert name in {field.alias for field in Settings.model_fields.values()}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ATHENA_PORT", "abc", "ATHENA_PORT: expected a whole number."),
        ("ATHENA_PORT", "70000", "ATHENA_PORT: expected 65535 or less."),
        ("ATHENA_PATIENCE", "long", "ATHENA_PATIENCE: expected a number."),
        ("DEBUG", "perhaps", "DEBUG: expected true or false."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: expected 'DEBUG', 'INFO', 'WARNING' or 'ERROR'."),
        ("ATHENA_LEVEL", "guru", "ATHENA_LEVEL: expected 'beginner', 'intermediate' or 'advanced'."),
        (
            "JUDGE0_URL",
            "judge0:2358",
            "JUDGE0_URL: expected an address that begins with http:// or https://.",
        ),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL: expected duckdb:///path/to/file.duckdb."),
        ("SESSION_SECRET_KEY", "short", "SESSION_SECRET_KEY: expected at least 32 characters."),
        ("ATHENA_KEEP_AUDIO", "-1", "ATHENA_KEEP_AUDIO: expected 0 or more."),
        (
            "ATHENA_ENCRYPTION_KEY",
            "c2hvcnQ=",
            "ATHENA_ENCRYPTION_KEY: expected the base64 of 32 random bytes, for example from: "
            "openssl rand -base64 32.",
        ),
        (
            "ATHENA_ICE_SERVERS",
            "http://a",
            "ATHENA_ICE_SERVERS: expected addresses that begin with stun:, turn: or turns:, separated by commas.",  # noqa: E501 (one sentence)
        ),
        (
            "WHISPER_MODEL",
            "/not/here",
            "WHISPER_MODEL: expected an existing file or folder, /not/here is not there.",
        ),
        (
            "OPENAI_BASE_URL",
            "ftp://a",
            "OPENAI_BASE_URL: expected an address that begins with http://, https://, ws:// or wss://.",
        ),
    ],
)
def test_a_malformed_setting_is_refused_with_its_name_and_what_was_expected(
    name: str, value: str, expected: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        read_settings({name: value}, NOWHERE)
    assert refused.value.message == expected


def test_two_faults_are_told_at_once() -> None:
    with pytest.raises(ConfigError, match=r"ATHENA_PORT: .*ATHENA_QUESTIONS: "):
        read_settings({"ATHENA_PORT": "x", "ATHENA_QUESTIONS": "99"}, NOWHERE)


def test_an_unknown_name_in_the_environment_is_refused() -> None:
    with pytest.raises(ConfigError, match="ATHENA_PROT in the environment is not a setting"):
        read_settings({"ATHENA_PROT": "8501"}, NOWHERE)


def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENAI_KEY=sk-x\n")
    with pytest.raises(ConfigError, match=r"OPENAI_KEY in \.env is not a setting"):
        read_settings({}, tmp_path / ".env")


def test_other_programs_variables_are_none_of_our_business() -> None:
    assert read_settings({"HOME": "/root", "PATH": "/bin"}, NOWHERE) == read_settings({}, NOWHERE)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ATHENA_PORT=9000\nLOG_LEVEL=ERROR\n")
    settings = read_settings({"ATHENA_PORT": "9001"}, tmp_path / ".env")
    assert (settings.port, settings.log_level) == (9001, "ERROR")


def test_an_empty_value_means_the_default() -> None:
    assert read_settings({"OPENAI_API_KEY": "", "ATHENA_PORT": " "}, NOWHERE).port == 8501


def test_ice_servers_are_split_at_commas() -> None:
    servers = read_settings({"ATHENA_ICE_SERVERS": "stun:a:1, turn:b:2"}, NOWHERE).ice_servers
    assert servers == ("stun:a:1", "turn:b:2")


def test_a_secret_is_not_printed_with_the_settings() -> None:
    assert "sk-canary" not in repr(read_settings({"OPENAI_API_KEY": "sk-canary"}, NOWHERE))


def test_the_encryption_key_is_32_bytes_written_in_base64() -> None:
    written = base64.b64encode(bytes(range(32))).decode()
    settings = read_settings({"ATHENA_ENCRYPTION_KEY": f" {written} "}, NOWHERE)
    assert settings.key == bytes(range(32))
    assert written not in repr(settings)
    assert read_settings({}, NOWHERE).key is None


def test_every_kind_of_data_has_its_period() -> None:
    periods = read_settings({"ATHENA_KEEP_AUDIT": "0", "ATHENA_KEEP_AUDIO": "7"}, NOWHERE).periods
    assert (periods.days[Kind.AUDIT], periods.days[Kind.AUDIO]) == (0, 7)
    assert set(periods.days) == set(Kind)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        read_settings({}, NOWHERE).port = 1  # type: ignore[misc]


def test_a_relative_database_path_starts_at_the_project() -> None:
    assert read_settings({}, NOWHERE).database_path == ROOT / "data" / "athena.duckdb"


def test_the_readme_lists_every_setting_with_its_default_and_description() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z0-9_]+)` \| .*? \| (.*) \|$", readme, re.MULTILINE))
    assert rows == {field.alias: field.description for field in Settings.model_fields.values()}


def test_the_example_file_names_every_setting_and_is_accepted_as_it_is() -> None:
    example = ROOT / ".env.example"
    names = set(re.findall(r"^#?([A-Z0-9_]+)=", example.read_text(encoding="utf-8"), re.MULTILINE))
    assert names == {field.alias for field in Settings.model_fields.values()}
    assert read_settings({}, example) == read_settings({}, NOWHERE)


def test_openai_without_a_key_is_refused() -> None:
    with pytest.raises(ConfigError, match="OPENAI_API_KEY: expected a key, because ATHENA_ENGINE is openai"):
        read_settings({"ATHENA_ENGINE": "openai"}, NOWHERE)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("OIDC_ISSUER", "http://id.example.org", "expected an address that begins with https://."),
        (
            "OIDC_ISSUER",
            "https://login.microsoftonline.com/common/v2.0",
            "expected the issuer of one tenant, https://login.microsoftonline.com/<tenant id>/v2.0.",
        ),
        (
            "OIDC_ALLOWED_DOMAINS",
            "example.org, jo@example.org",
            "expected domains such as example.org, separated by commas, or * for any.",
        ),
        (
            "OIDC_ROLES",
            "leads=chief",
            "expected pairs such as sql-leads=manager, separated by commas; "
            "the roles are admin, manager, analyst and candidate.",
        ),
        (
            "OIDC_ROLES",
            "manager",
            "expected pairs such as sql-leads=manager, separated by commas; "
            "the roles are admin, manager, analyst and candidate.",
        ),
        ("OIDC_NEW_ACCOUNTS", "admin", "expected 'off', 'candidate', 'analyst' or 'manager'."),
    ],
)
def test_a_malformed_setting_of_the_provider_is_refused(name: str, value: str, expected: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_settings({name: value}, NOWHERE)
    assert refused.value.message == f"{name}: {expected}"


def test_an_issuer_needs_a_client_and_domains() -> None:
    issuer = {"OIDC_ISSUER": "https://id.example.org"}
    with pytest.raises(ConfigError, match=r"^OIDC_CLIENT_ID: "):
        read_settings(issuer, NOWHERE)
    with pytest.raises(ConfigError, match=r"^OIDC_ALLOWED_DOMAINS: "):
        read_settings(issuer | {"OIDC_CLIENT_ID": "athena"}, NOWHERE)


def test_domains_and_roles_of_a_provider_are_read() -> None:
    settings = read_settings(
        {"OIDC_ALLOWED_DOMAINS": "@Example.org, b.example", "OIDC_ROLES": "it = admin, ou=sql=manager"},
        NOWHERE,
    )
    assert settings.oidc_allowed_domains == ("example.org", "b.example")
    assert settings.oidc_roles == (("it", Role.ADMIN), ("ou=sql", Role.MANAGER))


def test_a_server_for_others_answers_to_the_names_that_were_allowed() -> None:
    settings = read_settings(
        {
            "ATHENA_HOST": "0.0.0.0",
            "ATHENA_ALLOWED_HOSTS": "athena.example.org",
            "ATHENA_PUBLIC_URL": "https://interviews.example.org/",
        },
        NOWHERE,
    )
    assert settings.names == ("localhost", "127.0.0.1", "interviews.example.org", "athena.example.org")


def test_a_server_on_one_address_answers_to_it() -> None:
    assert "192.0.2.7" in read_settings({"ATHENA_HOST": "192.0.2.7"}, NOWHERE).names


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_????", "whsec_c2hvcnQ=", base64.b64encode(bytes(32)).decode()]
)
def test_messages_to_another_system_take_a_secret_that_can_sign(secret: str) -> None:
    with pytest.raises(ConfigError, match="ATHENA_WEBHOOK_SECRET: expected"):
        read_settings({"ATHENA_WEBHOOK_URL": "https://a.example", "ATHENA_WEBHOOK_SECRET": secret}, NOWHERE)


def test_a_receiver_of_messages_with_its_secret_is_accepted() -> None:
    secret = "whsec_" + base64.b64encode(bytes(24)).decode()
    given = {"ATHENA_WEBHOOK_URL": "https://a.example", "ATHENA_WEBHOOK_SECRET": secret}
    assert read_settings(given, NOWHERE).webhook_url == "https://a.example"
