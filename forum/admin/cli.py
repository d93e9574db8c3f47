"""Commands about the house's own records."""

import click
from flask.cli import AppGroup
from huey.consumer import Consumer

from forum.kernel import clock, events, worker
from forum.kernel.jobs import of

log = AppGroup("events", help="The log of what happened.")


@log.command("verify")
def verify() -> None:
    """Recompute the hash chain of the log; exit 1 when something does not fit."""
    found = events.verify()
    click.echo(f"{found.events} events in {found.seals} seals, {found.unsealed} not yet sealed. Head: {found.head}")
    for fault in found.faults:
        click.echo(fault, err=True)
    if found.faults:
        raise SystemExit(1)


@log.command("seal")
def seal() -> None:
    """Seal what is not sealed yet."""
    worker.seal_all()
    click.echo("Sealed.")


@log.command("deliver")
def deliver() -> None:
    """Deliver due events and mail now, without waiting for the worker."""
    worker.drain()
    click.echo(f"Nothing more is due at {clock.now():%H:%M:%S} UTC.")


@click.command("worker")
def run_worker() -> None:
    """Run background work in a process of its own, until stopped."""
    Consumer(of().huey, workers=2, periodic=True).run()
