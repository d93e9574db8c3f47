"""A planner claims, uploads, is asked for more, is approved by a second reviewer, comments with the words beside the name, then lets it expire."""

import re

import pytest
from playwright.sync_api import expect

from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.professionals.actions import ending
from tests.support.pictures import photo


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_from_a_claim_to_words_beside_the_name_and_back(visit, served, javascript):
    title = "Landscape planner" if javascript else "Conservation planner"
    planner = visit(persona="ayesha-khan", javascript=javascript, width=390)
    planner.goto("/en/account/professional/claims/new")
    planner.select_option("#kind", "degree")
    planner.fill("#title", title)
    planner.select_option("#field", label="Environment and climate")
    planner.fill("#organisation", "University of Engineering and Technology")
    planner.get_by_role("button", name="Go on to the evidence").click()
    claim = planner.url
    number = claim.rsplit("/", 1)[1].split("?")[0]
    planner.get_by_text("Add a document").click()
    planner.set_input_files("input[type=file]", {"name": "degree.jpg", "mimeType": "image/jpeg", "buffer": photo((600, 800))})
    planner.get_by_role("button", name="Send it sealed").click()
    expect(planner.get_by_role("status")).to_contain_text("sealed")
    planner.get_by_role("button", name="Send it to the reviewers").click()
    expect(planner.get_by_role("status")).to_contain_text("You will hear from a reviewer")

    sana = visit(persona="sana-malik", javascript=javascript)
    sana.goto("/en/staff/professionals")
    sana.get_by_role("link", name=title).click()
    sana.get_by_role("button", name="It shows what is claimed").click()
    expect(sana.locator("#evidence")).to_contain_text("1 reader of 2")
    sana.get_by_label("Ask for more").check()
    sana.get_by_label("Reason, for the person to read").fill("In which year did you graduate?")
    sana.get_by_label(re.compile("I have no stake")).check()
    sana.get_by_role("button", name="Decide", exact=True).click()
    expect(sana.get_by_role("status")).to_contain_text("Decided")

    planner.goto(claim)
    expect(planner.locator("main")).to_contain_text("In which year did you graduate?")
    planner.fill("#note", "In 2019.")
    planner.get_by_role("button", name="Send it to the reviewers").click()

    second = visit(persona="farhan-siddiqui", javascript=javascript)
    second.goto(f"/en/staff/professionals/{number}")
    second.get_by_role("button", name="It shows what is claimed").click()
    expect(second.locator("#evidence")).to_contain_text("2 readers of 2")
    second.get_by_label("Approve it", exact=True).check()
    second.get_by_label(re.compile("I have no stake")).check()
    second.get_by_role("button", name="Decide", exact=True).click()
    expect(second.get_by_role("status")).to_contain_text("Decided")

    planner.goto("/en/proposals?sort=discussed")
    planner.locator(".proposal-title a").nth(2).click()
    planner.get_by_role("link", name="Join the discussion").click()
    planner.fill("#text", f"Plant first, pave later, says a {title.lower()}.")
    planner.get_by_label("What have you to do with it yourself?").fill("Nothing")
    planner.locator("#comment-form").get_by_role("button", name="Send").click()
    comment = planner.locator(".comment", has_text="Plant first").filter(has_text=title.lower()).first
    expect(comment.locator(".standing")).to_contain_text(f"{title} · degree of University of Engineering and Technology checked")
    expect(comment).to_contain_text("Own interest: Nothing")
    thread = planner.url.split("?")[0]
    comment.locator(".standing").click()
    expect(planner.locator("main")).to_contain_text("Checked, and it holds now.")

    with served.app.app_context(), transaction():
        db.session.execute(db.text("UPDATE standings SET valid_until = :now WHERE claim_id = :n"), {"now": clock.now(), "n": int(number)})
        db.session.execute(db.text("UPDATE threads SET touched_at = touched_at"))
        ending.end_what_ran_out(clock.now())
    stranger = visit(javascript=javascript)
    stranger.goto(thread + "?order=new")
    expect(stranger.locator(".comment", has_text="Plant first").filter(has_text=title.lower()).first).to_be_visible()
    assert stranger.locator(".comment", has_text="Plant first").filter(has_text=title.lower()).locator(".standing").count() == 0
    assert planner.complaints + sana.complaints + second.complaints + stranger.complaints == []
