"""The whole road in a real browser: proposed, amended, recommended, ranked, counted, decided with reasons, done; and what became of a comment."""

import re
from datetime import timedelta

from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.proposals.actions import moving
from forum.proposals.types import Mover, Stage
from forum.voting import jobs as ballots
from forum.voting.queries import contests

TITLE = "A quiet reading room in the old town hall"


def sent(page, name):
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def move(served, work):
    """Do what time or a crowd would do, in the application itself; then deliver what follows."""
    with served.app.app_context():
        with transaction():
            found = work()
        worker.drain()
        db.session.remove()
        return found


def test_from_an_idea_to_what_became_of_it(visit, served):
    author = visit(persona="ayesha-khan")
    author.goto("/en/proposals/new")
    author.fill("#title", TITLE)
    author.click("main form button[type=submit]")
    if author.get_by_role("link", name=re.compile("continue", re.IGNORECASE)).count():
        author.get_by_role("link", name=re.compile("continue", re.IGNORECASE)).click()
    author.fill("#problem", "Whoever shares a room at home has nowhere to read.")
    author.fill("#measure", "Open the hall on four evenings.\n\nPut forty chairs and lamps in it.")
    author.locator("input[name=topics]").first.check()
    sent(author, "Save and check")
    sent(author, "Publish")
    author.locator("h1", has_text=TITLE).wait_for()
    number = int(re.search(r"/proposals/(\d+)", author.url)[1])

    engineer = visit(persona="bilal-ahmed")
    engineer.goto(f"/en/talk/proposal/{number}")
    engineer.locator("#comment-form textarea").fill("The floor of the old hall carries **forty people**, not more; say so in the text.")
    engineer.locator("#comment-form label:has(input[value=for])").click()
    engineer.locator("#comment-form button[type=submit]").first.click()
    engineer.locator(".comment", has_text="carries forty people").first.wait_for()
    engineer.reload()
    comment = int(re.search(r"\d+", engineer.locator(".comment", has_text="carries forty people").first.get_attribute("id"))[0])

    neighbour = visit(persona="khadija-noor", width=390)
    neighbour.goto(f"/en/proposals/{number}/amendments/new?section=measure&paragraph=0")
    neighbour.fill("#proposed", "Open the hall on five evenings.")
    neighbour.fill("#reason", "Friday is when people have time")
    neighbour.click("main form button[type=submit]")
    neighbour.locator(".note-good").wait_for()
    author.goto(f"/en/proposals/{number}/amendments")
    author.locator("input[name=reason]").first.fill("Yes: Friday too.")
    sent(author, "Accept: make it a new version")

    author.goto(f"/en/proposals/{number}/draft")
    author.fill("#measure", "Open the hall on five evenings.\n\nPut forty chairs and lamps in it, for the floor carries forty people.")
    sent(author, "Save and check")
    author.fill("#reason", "The floor carries forty people")
    author.fill("#comments", f"{served.address}/en/talk/comments/{comment}")
    sent(author, "Publish")
    author.goto(f"/en/proposals/{number}/versions")
    assert "a comment by Bilal Ahmed" in author.content()

    move(served, lambda: moving.move_stage(moving.locked(number), Stage.UNDER_REVIEW, by=Mover.SUPPORT, person_id=None, now=clock.now()))
    author.goto(f"/en/proposals/{number}")
    author.get_by_text("The council must answer by").wait_for()

    officer = visit(persona="sana-malik")
    officer.goto("/en/staff/votes/new")
    officer.fill("#title", "The old town hall")
    officer.fill("#question", "What becomes of the old town hall?")
    officer.locator(f"input[name=proposals][value='{number}']").check()
    officer.fill("#titles", "A museum of the city")
    officer.fill("#ranks", "3")
    sent(officer, "Save")
    sent(officer, "Announce it")
    slug = "the-old-town-hall"

    def open_now():
        row = contests.prepared(slug)
        row.opens_at = clock.now() - timedelta(minutes=1)

    move(served, open_now)
    for voter, ranking in ((author, (1, 2)), (engineer, (1,)), (neighbour, (2, 1))):
        voter.goto(f"/en/votes/{slug}/ballot")
        for place, option in enumerate(ranking):
            voter.locator("[data-buttons]").nth(option - 1).locator("button[name=rank]").click()
            assert voter.locator("[data-place]").nth(option - 1).inner_text() == str(place + 1)
        voter.locator("form[data-ballot] button[type=submit]").click()
        voter.locator(".ranked").wait_for()
        sent(voter, "Cast my ballot")
        voter.locator(".receipt-code").wait_for()

    def close_now():
        contests.prepared(slug).closes_at = clock.now() - timedelta(seconds=1)

    move(served, close_now)
    with served.app.app_context():
        ballots.keep_time()
    officer.goto(f"/en/staff/votes/{slug}")
    sent(officer, "Certify")
    officer.locator("h1", has_text=TITLE).wait_for()

    member = visit(persona="nadia-hussain")
    member.goto("/en/staff/council")
    member.get_by_role("link", name=TITLE).first.click()
    case = int(re.search(r"/cases/(\d+)", member.url)[1])
    member.get_by_role("link", name="Dossier").first.click()
    dossier = member.content()
    assert all(words in dossier for words in (TITLE, "What professionals recommend", "Ranked first:", "Transport planner"))
    member.goto(f"/en/staff/council/cases/{case}/decision")
    member.locator("input[name=verdict][value=reject]").check()
    member.fill("#resolution", "The hall is opened on five evenings from March.")
    member.fill("#reasons", "Two of three ranked it first, and it costs little.")
    member.locator("textarea[id^=point-]").first.fill("Right: forty chairs, and a sign at the door.")
    member.locator("select[name^=member-]").first.select_option("for")
    member.locator("#saved", has_text="Saved").wait_for()  # it saves itself, all along
    member.goto(f"/en/staff/council/cases/{case}/decision")
    assert member.input_value("#reasons") == "Two of three ranked it first, and it costs little."
    sent(member, "Save and check")
    assert "This goes another way than the vote." in member.locator(".summary").inner_text()
    assert member.input_value("#resolution") == "The hall is opened on five evenings from March."
    member.locator("input[name=verdict][value=accept]").check()
    sent(member, "Save and check")
    assert "This is what everybody will read." in member.content()
    sent(member, "Publish the decision")
    member.locator(".note-good", has_text="The decision is published").wait_for()
    decision = member.url.split("?")[0]

    officer.goto(f"/en/staff/council/cases/{case}/milestones")
    officer.fill("#title", "Chairs, lamps and a sign")
    officer.fill("#due_on", (clock.now() + timedelta(days=40)).date().isoformat())
    officer.fill("#planned", "300000")
    sent(officer, "Promise it")
    officer.get_by_role("link", name="Report").first.click()
    officer.fill("#words", "Forty chairs and the lamps are there; the sign hangs.")
    officer.fill("#percent", "100")
    officer.fill("#spent", "280000")
    sent(officer, "Publish the report")
    officer.locator(".note-good").wait_for()

    move(served, lambda: None)
    engineer.goto("/en/council/mine")
    assert "Your comment led to version 3" in engineer.content()
    engineer.locator("li", has_text="Your comment led to version 3").get_by_role("link", name="What became of it").click()
    lit = engineer.locator("main li:not(.is-dim)")
    for words in ("Version 3", "The old town hall", "The council’s decision", "Chairs, lamps and a sign"):
        assert lit.filter(has_text=words).count(), words
    engineer.get_by_role("link", name="Chairs, lamps and a sign", exact=True).last.click()
    engineer.locator("[id^=milestone-]", has_text="Forty chairs and the lamps").wait_for()
    engineer.get_by_role("link", name="What became of it").first.click()
    engineer.get_by_role("link", name=re.compile("The floor of the old hall carries")).first.click()
    engineer.locator(".comment", has_text="carries forty people").first.wait_for()
    engineer.goto("/en/notices")
    assert "The council has decided on" in engineer.content()
    author.goto(decision)
    assert "Right: forty chairs, and a sign at the door." in author.content()
    for page in (author, engineer, neighbour, officer, member):
        assert [c for c in page.complaints if "422" not in c] == []
