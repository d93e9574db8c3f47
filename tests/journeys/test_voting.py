"""A vote in a real browser: with keys alone, and without JavaScript; the receipt is found in the log."""

import re

import pytest

VOTE = "/votes/which-of-these-first"


def place_of(page, n):
    return page.locator("[data-place]").nth(n).inner_text()


@pytest.mark.parametrize(("persona", "language"), [("ayesha-khan", "en"), ("bilal-ahmed", "ur")])
def test_somebody_votes_with_keys_alone_on_a_narrow_telephone(visit, persona, language):
    page = visit(persona=persona, language=language, width=320)
    page.goto(f"/{language}{VOTE}")
    page.locator("#vote a.button-wide").first.focus()
    page.keyboard.press("Enter")
    page.locator("form[data-ballot]").wait_for()
    order_before = page.locator("[data-title]").all_inner_texts()
    for n in (2, 0):
        page.locator("[data-buttons]").nth(n).locator("button[name=rank]").focus()
        page.keyboard.press("Enter")
    assert (place_of(page, 2), place_of(page, 0)) == ("1", "2")
    page.locator("[data-buttons]").nth(0).locator("button[name=up]").focus()
    page.keyboard.press("Space")
    assert (place_of(page, 0), place_of(page, 2)) == ("1", "2")
    assert page.locator("[data-live]").inner_text().count("1") == 1
    assert page.evaluate("document.activeElement.closest('[data-buttons]') !== null")  # the keys stay where they were
    assert page.locator("[data-title]").all_inner_texts() == order_before  # options never move by themselves
    page.locator("form[data-ballot] button[type=submit]").press("Enter")
    page.locator(".ranked").wait_for()
    assert page.locator(".ranked li").count() == 2
    nonce = page.input_value("input[name=nonce]")
    assert re.fullmatch("[0-9a-f]{64}", nonce)
    page.locator("main form button[type=submit]").first.press("Enter")
    page.locator(".receipt-code").wait_for()
    code = page.locator(".receipt-code").inner_text()
    page.locator("details summary").last.press("Enter")
    assert nonce in page.locator("details").last.inner_text()
    page.goto(f"/{language}{VOTE}/log/{code}")
    assert page.locator(".note:not(.note-warm)").count() == 1
    assert page.complaints == []


def test_somebody_votes_without_javascript_and_changes_their_mind(visit):
    page = visit(persona="ayesha-khan", javascript=False, width=390)
    page.goto(f"/en{VOTE}/ballot")
    page.locator("input[name=option-1][value='1']").check()
    page.locator("input[name=option-2][value='1']").check()
    page.get_by_role("button", name="Look it over").click()
    assert "both stand at place 1" in page.locator(".summary").inner_text()
    page.locator("input[name=option-2][value='2']").check()
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Change it").click()
    page.locator("input[name=option-2][value='']").check()
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Cast my ballot").click()
    page.locator(".receipt-code").wait_for()
    first = page.locator(".receipt-code").inner_text()
    page.get_by_role("link", name="Change my ballot").click()
    assert page.locator("input[name=option-1][value='1']").is_checked()
    page.locator("input[name=option-3][value='2']").check()
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Cast my ballot").click()
    assert page.locator(".receipt-code").inner_text() != first
