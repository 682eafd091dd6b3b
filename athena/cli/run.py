"""``python3 -m athena`` (run): check what can go wrong, then start the app."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.checks import check_data_folder
from athena.config import ROOT, Settings, read_settings
from athena.config.access import ANY_ADDRESS
from athena.config.secrecy import ENV_FILE, exposed_secrets, exposure
from athena.errors import SetupError
from athena.services.first_run import check_reach
from athena.store.database import Database

SERVER = "athena.web.serving"
"""Streamlit's command, started by us."""


def main(arguments: list[str]) -> int:
    """Become ``streamlit run app.py``; further ``arguments`` go to Streamlit. Raises SetupError."""
    settings = read_settings()
    check_reach(settings, settings.host)
    check_secrets(settings)
    os.umask(0o077)  # what is written from here on is for this user alone
    check_port(settings.host, settings.port)
    check_data_folder(settings.database_path.parent)
    check_store(settings)
    os.chdir(ROOT)
    print(f"Athena opens on http://{spoken_host(settings)}:{settings.port} (Ctrl+C stops it)", flush=True)
    command = [sys.executable, "-m", SERVER, "run", str(ROOT / "app.py"), *options(settings), *arguments]
    os.execv(command[0], command)  # noqa: S606 (no shell is wanted)


def options(settings: Settings) -> list[str]:
    """Return the Streamlit options that follow from the settings."""
    secret = settings.session_secret_key
    os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = (
        secret.get_secret_value() if secret else secrets.token_hex(32)
    )
    os.environ["FORWARDED_ALLOW_IPS"] = ",".join(settings.trusted_proxies)  # the server believes these
    return [
        f"--server.address={settings.host}",
        f"--server.port={settings.port}",
        *(f"--server.allowedHosts={name}" for name in settings.names),
        f"--server.maxUploadSize={settings.max_upload_mb}",
        "--server.headless=true",
        f"--logger.level={settings.log_level.lower()}",
        f"--client.showErrorDetails={'full' if settings.debug else 'none'}",
    ]


def check_secrets(settings: Settings, env_file: Path = ENV_FILE) -> None:
    """Warn when others on this machine can read the secrets in ``.env``; with accounts raise SetupError.

    With accounts other people's interviews hang on them, and a machine that serves others has other users.
    """
    names = exposed_secrets(env_file)
    if not names:
        return
    if settings.with_accounts:
        raise SetupError(exposure(names, env_file))
    print(f"Careful: {exposure(names, env_file)}", file=sys.stderr, flush=True)


def check_store(settings: Settings) -> None:
    """Open and close the database and read the questions, so that what is wrong with them is told here.

    Raises StoreError, BankError.
    """
    load_bank(settings.question_folder or DEFAULT_FOLDER)
    Database.open(settings.database_path).close()


def check_port(host: str, port: int) -> None:
    """Raise SetupError when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SetupError(
                f"Port {port} on {host} cannot be used ({(error.strerror or str(error)).lower()}). "
                f"Stop the program that uses it, or choose another: ATHENA_PORT={port + 1} python3 -m athena"
            ) from error


def spoken_host(settings: Settings) -> str:
    """Return the name by which people on this machine reach the server."""
    return "localhost" if settings.host in {"127.0.0.1", "::1", *ANY_ADDRESS} else settings.host
