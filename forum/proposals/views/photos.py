"""Photos of a proposal: added together with the text they belong to, and sent to whoever may read it."""

from flask import Response, request

from forum.kernel import clock
from forum.kernel.access import current_actor, refusal_for, requires
from forum.kernel.errors import Gone, Invalid, NotFound
from forum.kernel.web import limiter, see_other, writes_even_refused
from forum.proposals.actions import drafting
from forum.proposals.blueprint import proposals
from forum.proposals.forms import PhotoForm
from forum.proposals.queries import reading, standing
from forum.proposals.views import naming
from forum.proposals.views.writing import own_row, save_text, text_form_of, text_page

A_DAY = "public, max-age=86400"  # no longer: what is hidden must go out of sight, and no cache can be asked to forget


@proposals.post("/proposals/<int:number>/draft/photos")
@requires("proposals.write")
@limiter.limit("60 per hour")
@writes_even_refused
def add_photo(number: int) -> Response | tuple[str, int]:
    """Save the text that was sent along, and add a photo to it. A photo that is refused does not cost the text."""
    row = own_row(number)
    sends_text = "revision" in request.form
    text, form = text_form_of(row, filled=sends_text), PhotoForm()
    if sends_text:
        if not text.validate_on_submit():
            return text_page(row, text, form), 422
        save_text(row, text)
    try:
        if form.validate_on_submit():
            limit = naming.settings().upload_bytes
            drafting.add_photo(number, form.photo.data.read(limit + 1), alt=form.alt.data, max_bytes=limit, actor=current_actor(), now=clock.now())
            return see_other("proposals.write", number=number, done="photo", _anchor="photos")
    except Invalid as refusal:
        form.take(refusal if refusal.fields else Invalid(fields={"photo": refusal.reason}))
    return text_page(row, text_form_of(row), form), 422


@proposals.get("/proposals/photos/<int:photo_id>.jpg")
@requires("proposals.see")
def photo(photo_id: int) -> Response:
    """Send a photo: to anybody once it is published, before that to the authors; of a hidden proposal to them and to moderators."""
    found = reading.photo(photo_id)
    if found is None:
        raise NotFound
    public = found.published_at is not None and reading.row(found.proposal_id).hidden_at is None
    if not public and not standing.is_author(found.proposal_id, current_actor().person):
        if found.published_at is None:
            raise NotFound
        if refusal_for("moderation.see_queue", current_actor()) is not None:
            raise Gone(reading.HIDDEN)
    return Response(drafting.read_photo(found.key), content_type="image/jpeg", headers={"Cache-Control": A_DAY if public else "private, no-store"})
