"""Sets how much support an area asks for."""

from datetime import datetime

from forum.city import queries as city
from forum.kernel.db import db
from forum.kernel.errors import Invalid
from forum.kernel.events import record
from forum.kernel.rules import Actor
from forum.kernel.words import N_
from forum.proposals.events import SupportRuleChanged
from forum.proposals.models import SupportRule


def set_rule(area_id: int, *, threshold: int, days: int, actor: Actor, now: datetime) -> None:
    """Set threshold and days of an area (0: the whole city) for proposals opened from now on; running ones keep theirs. Raises Invalid."""
    if area_id and area_id not in city.district_ids_by_slug().values():
        raise Invalid(fields={"area": N_("Please choose one of the districts.")})
    if not 1 <= threshold <= 1_000_000:
        raise Invalid(fields={"threshold": N_("From 1 to 1,000,000.")})
    if not 7 <= days <= 365:
        raise Invalid(fields={"days": N_("From 7 to 365.")})
    row = db.session.get(SupportRule, area_id) or SupportRule(area_id=area_id)
    row.threshold, row.days, row.changed_by, row.changed_at = threshold, days, actor.person, now
    db.session.add(row)
    db.session.flush()
    record(SupportRuleChanged(area_id=area_id, threshold=threshold, days=days), actor_id=actor.person, at=now)
