"""Lets proposals be reported and hidden: what moderation must know of one."""

from forum.kernel.errors import NotFound
from forum.kernel.words import N_
from forum.moderation.types import Kind, Thing
from forum.proposals.actions.hiding import hide_proposal, show_proposal
from forum.proposals.queries import reading
from forum.proposals.types import Kind as ProposalKind
from forum.proposals.types import Stage


def see(proposal_id: int) -> Thing | None:
    """Return a published proposal, hidden or not, or None."""
    try:
        row = reading.row(proposal_id)
    except NotFound:
        return None
    if row.stage == Stage.DRAFT:
        return None
    version = reading.version(row.id, row.version_number)
    html = "".join(version.html.values())
    return Thing(row.title, html, f"/proposals/{row.id}", row.lead_id, row.kind == ProposalKind.OFFICIAL, row.hidden_at is not None)


PROPOSALS = Kind(N_("Proposal"), see, hide_proposal, show_proposal)
