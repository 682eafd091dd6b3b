"""``python3 -m athena account-link``: a one-time link to choose a password, where nobody can be asked."""

from __future__ import annotations

import argparse
from contextlib import closing

from athena.cli.run import spoken_host
from athena.config import Settings, read_settings
from athena.domain.access import LOCAL, Role
from athena.domain.accounts import Account
from athena.errors import NotFoundError
from athena.services.accounts import Accounts
from athena.services.auditing import Auditing
from athena.services.sign_ins import SignIns
from athena.store.database import Database


def main(arguments: list[str]) -> int:
    """Print a link for one person, with an account added or a role changed when that was asked for."""
    options = _parser().parse_args(arguments)
    settings = read_settings()
    with closing(Database.open(settings.database_path)) as database:
        audit = Auditing(database)
        accounts = Accounts(database, audit, SignIns(database, audit))
        account = _account(accounts, options)
        kind, token = accounts.make_link(LOCAL, account.employee_id)
    hours = round(kind.lifetime.total_seconds() / 3600)
    print(
        f"{account.name} ({account.employee_id}, {account.role}) chooses a password here, once, in {hours} h:"
    )
    print(f"{base(settings)}/account/{kind}?link={token}")
    return 0


def base(settings: Settings) -> str:
    """Return the address people open, without a slash at its end."""
    return (settings.public_url or f"http://{spoken_host(settings)}:{settings.port}").rstrip("/")


def _account(accounts: Accounts, options: argparse.Namespace) -> Account:
    try:
        account = accounts.of(LOCAL, options.id)
    except NotFoundError:
        if options.role is None:
            raise
        return accounts.add(LOCAL, options.id, Role(options.role), name=options.name)
    return accounts.change_role(LOCAL, options.id, Role(options.role)) if options.role else account


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena account-link", description=__doc__)
    parser.add_argument("id", help="Employee ID")
    parser.add_argument(
        "--role", choices=[str(role) for role in Role], help="role from now on; adds who is new"
    )
    parser.add_argument("--name", default="", help="name of somebody who is new")
    return parser
