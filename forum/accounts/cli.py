"""Commands about people."""

import click
from flask.cli import AppGroup

from forum.accounts import queries
from forum.accounts.actions import roles
from forum.kernel import clock
from forum.kernel.db import transaction
from forum.kernel.errors import ForumError

people = AppGroup("people", help="People and their roles.")


@people.command("appoint")
@click.argument("address")
@click.option("--reason", default="First administrator, appointed by the operator.", help="Kept in the record.")
def appoint(address: str, reason: str) -> None:
    """Make the person with this confirmed e-mail ADDRESS the first administrator."""
    with transaction():
        person = queries.person_by_address(address.strip().lower())
        if person is None:
            raise click.ClickException(f"Nobody has signed in with {address} yet. Sign in once, then run this again.")
        try:
            roles.appoint_first_administrator(person_id=person.id, reason=reason, now=clock.now())
        except ForumError as refusal:
            raise click.ClickException(str(refusal)) from None
        handle = person.handle
    click.echo(f"@{handle} is now an administrator; please sign in again.")
