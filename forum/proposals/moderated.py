"""Lets proposals be reported and hidden: what moderation must know of one."""

from collections.abc import Collection

from markupsafe import escape

from forum.kernel.words import N_
from forum.moderation.types import Kind, Thing
from forum.proposals.actions.hiding import hide_proposal, show_proposal
from forum.proposals.actions.moving import locked
from forum.proposals.queries import reading, standing
from forum.proposals.types import Kind as ProposalKind


def see(ids: Collection[int]) -> dict[int, Thing]:
    """Return published proposals, hidden or not, by number: title, text and pictures. Cost: two queries."""
    found = reading.published(ids)
    authors = standing.authors_of(found)
    return {
        row.id: Thing(row.title, f"<p><strong>{escape(row.title)}</strong></p>" + "".join(version.html.values()), f"/proposals/{row.id}", row.lead_id,
                      row.kind == ProposalKind.OFFICIAL, row.hidden_at is not None, authors=authors.get(row.id, ()),
                      pictures=tuple((f"/proposals/photos/{p['id']}.jpg", p["alt"]) for p in version.content.get("photos") or []))
        for row, version in found.values()
    }  # fmt: skip


def lock(proposal_id: int) -> None:
    """Keep a proposal from others."""
    locked(proposal_id, hidden_too=True)


PROPOSALS = Kind(N_("Proposal"), see, lock, hide_proposal, show_proposal)
