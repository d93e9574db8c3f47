"""A citizen asks, a professional answers, a moderator hides, the author appeals, another moderator restores; and hostile words in threads."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from forum.discussions.actions import commenting
from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.rules import Actor

WIDE = """() => document.documentElement.scrollWidth <= 390 ? [] : [...document.querySelectorAll('.comment-words *')]
  .filter(e => { const box = e.getBoundingClientRect(); return box.right > 391 || box.left < -1; }).map(e => e.outerHTML.slice(0, 120))"""
CORPUS = (Path(__file__).parent.parent / "cases" / "hostile_text" / "strings.txt").read_text(encoding="utf-8").split("\n%%\n")


def thread_of(page, title):
    page.goto("/en/proposals?sort=discussed")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("link", name="Join the discussion").click()
    page.locator("h1", has_text="Discussion").wait_for()
    return page.url.split("?")[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_asked_answered_hidden_appealed_restored(visit, javascript):
    mark = "loudly" if javascript else "quietly"
    ayesha = visit(persona="ayesha-khan", javascript=javascript)
    thread = thread_of(ayesha, "A bus lane on the Expressway")
    ayesha.fill("#text", f"Who pays for the signs? I ask {mark}.")
    ayesha.get_by_label("Question", exact=True).check()
    ayesha.get_by_role("button", name="Preview").click()
    expect(ayesha.locator(".preview")).to_contain_text(f"I ask {mark}")
    ayesha.locator("#comment-form").get_by_role("button", name="Send").click()
    question = ayesha.locator(".comment", has_text=f"I ask {mark}")
    expect(question.first).to_contain_text("Question")
    assert (ayesha.url.split("?")[0] == thread)

    bilal = visit(persona="bilal-ahmed", javascript=javascript)
    bilal.goto(thread + "?order=new")
    bilal.locator(".comment", has_text=f"I ask {mark}").get_by_role("link", name="Answer").click()
    answers = bilal.locator("form.comment-form[id^=a]").last
    answers.locator("textarea").fill(f"The operator does, as the contract says. Read it, {mark}.")
    answers.get_by_role("button", name="Send").click()
    answer = bilal.locator(".comment", has_text="as the contract says").filter(has_text=mark).first
    expect(answer).to_be_visible()
    if javascript:
        assert bilal.url.startswith(thread)
        ayesha.goto(thread + "?order=new")
        helpful = ayesha.locator(".comment", has_text="as the contract says").filter(has_text=mark).get_by_role("button", name="Helpful", exact=True)
        helpful.click()
        expect(helpful).to_have_attribute("aria-pressed", "true")
        assert ayesha.url.startswith(thread)

    ayesha.goto(thread + "?order=new")
    ayesha.locator(".comment", has_text="as the contract says").filter(has_text=mark).get_by_role("link", name="More").click()
    ayesha.locator(".here").get_by_role("link", name="Report").click()
    ayesha.get_by_label("Insults a person").check()
    ayesha.get_by_role("button", name="Send the report").click()
    expect(ayesha.locator("h1")).to_have_text("Thank you for your report")

    imran = visit(persona="imran-qureshi", javascript=javascript)
    imran.goto("/en/staff/moderation")
    imran.locator(".cases li", has_text=mark).get_by_role("link").first.click()
    case = imran.url
    imran.get_by_role("button", name="I am reading it").click()
    imran.get_by_label("Hidden", exact=True).check()
    imran.get_by_label("Insults a person").check()
    imran.get_by_label("Reasons, for its author to read").fill("“Read it” talks down to whoever asked.")
    imran.get_by_role("button", name="Decide", exact=True).click()
    expect(imran.get_by_role("status")).to_contain_text("Decided")

    bilal.goto("/en/moderation/mine")
    bilal.get_by_role("link", name="Hidden: Insults a person").first.click()
    expect(bilal.locator("main")).to_contain_text("talks down to whoever asked")
    bilal.fill("#words", "To point at a contract is no insult; everybody can look it up.")
    bilal.get_by_role("button", name="Appeal", exact=True).click()
    expect(bilal.get_by_role("status")).to_contain_text("Your appeal was sent")
    imran.goto(case)
    expect(imran.locator("main")).to_contain_text("You had part in this decision")

    khadija = visit(persona="khadija-noor", javascript=javascript)
    khadija.goto(case)
    khadija.get_by_label("upheld: the decision is undone").check()
    khadija.get_by_label("Reply to whoever appealed").fill("True: the words point at a paper, not at a person.")
    khadija.get_by_role("button", name="Decide the appeal").click()
    expect(khadija.get_by_role("status")).to_contain_text("The appeal is decided")
    bilal.reload()
    expect(bilal.locator("main")).to_contain_text("Upheld: the decision is undone.")
    ayesha.goto(thread + "?order=new")
    expect(ayesha.locator(".comment", has_text="as the contract says").filter(has_text=mark)).to_be_visible()
    assert ayesha.complaints + bilal.complaints + imran.complaints + khadija.complaints == []


def test_hostile_comments_do_nothing_and_stay_in_their_place(visit, served):
    """Every string of the corpus as a comment of its own: nothing runs, nothing leaves the site, nothing breaks the layout."""
    assert len(CORPUS) >= 300
    with served.app.app_context():
        row = db.session.execute(db.text("SELECT id FROM proposals WHERE opened_at IS NOT NULL ORDER BY comments, id LIMIT 1")).one()
        people = [r.id for r in db.session.execute(db.text("SELECT id FROM people ORDER BY id LIMIT 20 OFFSET 10"))]
        db.session.rollback()
        for start in range(0, len(CORPUS), 100):
            with transaction():
                for n, words in enumerate(CORPUS[start : start + 100], start=start):
                    if len(words.strip()) < 2 or len(words) > 10_000:
                        continue
                    commenting.post_comment("proposal", row.id, words=words, once=f"hostile {n}", actor=Actor(person=people[n % 20], email_confirmed=True), now=clock.now())
    reader, foreign = visit(width=390), []
    reader.on("request", lambda r: foreign.append(r.url) if not r.url.startswith(served.address) else None)
    reader.goto(f"/en/talk/proposal/{row.id}?order=old")
    pages = 0
    while True:
        assert reader.complaints == []
        assert reader.evaluate(WIDE) == [], reader.url
        assert reader.locator(".comment-words :is(script, img, iframe, style, form, input, svg, object, embed, base, meta, link, [onclick], [style], [hx-get], [id])").count() == 0
        pages += 1
        more = reader.get_by_role("link", name="More comments")
        if not more.count():
            break
        reader.goto(more.get_attribute("href"))
    assert pages >= len(CORPUS) // 30
    assert foreign == []
    assert re.fullmatch(rf"{served.address}/en/talk/proposal/{row.id}\?.*", reader.url)
