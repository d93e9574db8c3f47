"""What the clock brings: votes open and close at their second, the log grows in batches, keys of ended votes go."""

from forum.kernel import clock
from forum.kernel.db import transaction
from forum.voting.actions import announcing, closing
from forum.voting.keys import secrets
from forum.voting.queries import contests


def keep_time() -> None:
    """Open and close what is due, and destroy keys that nobody may need any more. Doing it twice does nothing."""
    for contest in contests.to_open(contests.database_time()):
        with transaction():
            announcing.open_contest(contest, now=clock.now())
    for contest in contests.to_close(contests.database_time()):
        with transaction():
            closing.close(contest, now=clock.now(), secrets=secrets())
    kept = [name for name in contests.keys_not_needed() if secrets().vault.key(name) is not None]
    for name in kept:
        with transaction():
            closing.destroy_key(name, now=clock.now(), secrets=secrets())


def extend_logs() -> None:
    """Give waiting leaves their places, a vote at a time."""
    for contest in contests.in_progress():
        with transaction():
            closing.extend_log(contest, now=clock.now(), secrets=secrets())
