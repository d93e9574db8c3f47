"""What the front page says of the room: how far the reader has come, and the next step."""

from typing import Any

from flask import g

from forum.city import queries as city
from forum.city.types import Block
from forum.kernel import clock
from forum.kernel.access import current_actor
from forum.kernel.i18n import chosen
from forum.residency import queries
from forum.residency.requirements import refusal_for
from forum.residency.types import METHODS, Act, Method, Standing


def _standing() -> Standing:
    if "standing" not in g:
        g.standing = queries.standing_of(current_actor())
    found: Standing = g.standing
    return found


def _methods() -> frozenset[Method]:
    if "residency_methods" not in g:
        g.residency_methods = queries.methods_on()
    found: frozenset[Method] = g.residency_methods
    return found


def _version() -> object:
    if not current_actor().is_signed_in:
        return None
    standing = _standing()
    return standing, sorted(_methods()), standing.valid_until is not None and standing.valid_until <= clock.now()


def _steps() -> dict[str, Any]:
    actor = current_actor()
    standing = _standing()
    if not actor.is_signed_in:
        return {"standing": standing, "refusal": None, "place": ""}
    refusal = refusal_for(Act.VOTE, standing, area_id=None, any_method=bool(_methods()), now=clock.now())
    places = city.district_names([standing.district_id], chosen()) if standing.district_id else {}
    return {"standing": standing, "refusal": refusal, "place": places.get(standing.district_id or 0, "")}


BLOCKS = (Block(10, "residency/block_steps.html", _steps, _version),)


def of_person(person_id: int) -> dict[str, Any] | None:
    """Return what staff see of a person's residency, on that person's page."""
    row = queries.running(person_id)
    if row is None:
        return None
    place = city.district_names([row.district_id], chosen())[row.district_id]
    return {"place": place, "confirmed_at": row.confirmed_at, "valid_until": row.valid_until, "title": METHODS[Method(row.method)].title}
