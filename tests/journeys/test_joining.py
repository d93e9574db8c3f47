"""A newcomer joins, confirms a district with the help of an officer, and knows what became of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.pictures import photo


def test_a_newcomer_confirms_a_district_and_is_told(visit, served):
    hamza = visit(persona="hamza-tariq", language="ur", width=390)
    hamza.goto("/en/")
    expect(hamza.get_by_role("heading", name="Your next step")).to_be_visible()
    hamza.get_by_role("link", name="Confirm your district").click()
    hamza.get_by_role("link", name=re.compile("Photo of a bill")).click()
    hamza.get_by_role("button", name="Send").click()
    expect(hamza.locator(".summary")).to_be_focused()
    expect(hamza).to_have_title(re.compile("^Error:"))
    hamza.get_by_label("District").select_option("Tarnol")
    hamza.get_by_label("Photo of the paper").set_input_files({"name": "bill.jpg", "mimeType": "image/jpeg", "buffer": photo((600, 400))})
    hamza.get_by_role("button", name="Send").click()
    expect(hamza.get_by_text("Your paper has been waiting")).to_be_visible()

    sana = visit(persona="sana-malik")
    sana.goto("/staff")
    sana.get_by_role("link", name=re.compile("Residency.*1 waits", re.DOTALL)).click()
    sana.get_by_role("button", name=re.compile("Read it")).click()
    expect(sana.get_by_alt_text("The photo of the paper")).to_be_visible()
    sana.wait_for_function("document.querySelector('.paper-photo').naturalWidth == 600")
    sana.get_by_label("Number on the paper").fill("LESCO 0042-1188")
    sana.get_by_role("button", name="Confirm the district").click()
    expect(sana.get_by_role("status")).to_contain_text("the file is deleted")

    hamza.goto("/residency")
    expect(hamza.get_by_text("ترنول").first).to_be_visible()  # unprefixed: the account's own language
    for _ in range(50):  # the worker delivers after the commit
        hamza.goto("/en/notices")
        if hamza.get_by_text("Your district is confirmed").count():
            break
        hamza.wait_for_timeout(100)
    expect(hamza.get_by_text("Your district is confirmed").first).to_be_visible()
    for _ in range(50):
        if "hamza-tariq@demo.invalid" in served.last_mail():
            break
        hamza.wait_for_timeout(100)
    assert "hamza-tariq@demo.invalid" in served.last_mail()


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_without_a_social_account_joins_by_mail_and_leaves_again(visit, served, javascript):
    page = visit(javascript=javascript)
    address = f"newcomer-{javascript}@example.org".lower()
    page.goto("/sign-in?next=/residency")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    for _ in range(50):
        if served.outbox.exists() and address in served.last_mail():
            break
        page.wait_for_timeout(100)
    code = re.search(r"^(\d{6})\s*$", served.last_mail(), re.MULTILINE)[1]
    page.get_by_label("Code from the e-mail").fill("000000" if code != "000000" else "111111")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Tries left: 4").first).to_be_visible()
    page.get_by_label("Code from the e-mail").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("radio", name="English").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Bhara Kahu").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Water").check()
    page.get_by_role("button", name="Done").click()
    expect(page).to_have_url(re.compile("/residency$"))
    page.goto("/account/data")
    page.get_by_label("I understand that this cannot be undone").check()
    page.get_by_role("button", name="Close my account").click()
    expect(page.get_by_role("heading", name="Your account is closed")).to_be_visible()
    page.goto("/account")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_by_keyboard_alone(visit):
    page = visit(persona="ayesha-khan")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("summary[aria-label='My account']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="My account")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="My account")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_language_switch_keeps_the_page(visit):
    page = visit()
    page.goto("/search?q=water")
    page.locator("summary[aria-label='Language: English']").click()
    page.get_by_role("link", name="اردو").click()
    expect(page).to_have_url(re.compile(r"/ur/search\?q=water$"))
    assert page.evaluate("document.documentElement.lang") == "ur"


def test_results_come_while_one_types(visit):
    page = visit()
    page.goto("/search")
    page.get_by_label("What are you looking for?").press_sequentially("transp", delay=20)
    expect(page.locator("#results").get_by_text("Transport").first).to_be_visible()
    assert page.complaints == []


def test_an_administrator_confirms_who_they_are_before_entrusting_a_role(visit):
    page = visit(persona="farhan-siddiqui")
    page.goto("/staff/people?q=hina")
    page.get_by_role("link", name="Hina Shahid").click()
    page.get_by_text("Entrust a role").click()
    page.get_by_label("Role", exact=True).select_option("Moderator")
    page.get_by_label("Reason").first.fill("Asked for it at the meeting in March")
    page.get_by_role("button", name="Entrust", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Entrusted")


def test_hostile_words_do_nothing_in_a_real_browser(visit):
    from pathlib import Path
    # The longest ones, slow to type into a box, are read as comments in test_moderating.py.
    corpus = (Path(__file__).parent.parent / "cases" / "hostile_text" / "strings.txt").read_text(encoding="utf-8").split("\n%%\n")
    admin, reader = visit(persona="farhan-siddiqui"), visit(width=390)
    for start in range(0, len(corpus), 70):
        admin.goto("/staff/city/texts/contact/en")
        admin.get_by_label("Text").fill("\n\n".join(c for c in corpus[start : start + 70] if len(c) < 600)[:49_000])
        admin.get_by_role("button", name="Save").click()
        reader.goto("/about/contact")
        reader.wait_for_timeout(150)
        assert reader.complaints == []
        assert reader.url.endswith("/about/contact")
        assert reader.evaluate("document.documentElement.scrollWidth") <= 390
        assert reader.locator(".prose script, .prose img, .prose iframe, .prose [onclick], .prose [hx-get], .prose style, .prose form").count() == 0
