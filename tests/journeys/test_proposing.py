"""A citizen finds a similar idea, joins it and amends it; another writes one, whatever the network does."""

import re

import pytest


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_citizen_finds_a_similar_idea_joins_it_and_amends_it(visit, javascript):
    page = visit(persona="ayesha-khan", javascript=javascript)
    page.goto("/en/proposals/new")
    title = "Shade and trees for people who wait at bus stops"
    page.fill("#title", title)
    if javascript:
        page.locator("#near", has_text="There is something like it already").wait_for()
    page.click("main form button[type=submit]")
    page.locator("h1", has_text="Is it there already?").wait_for()
    page.locator("li", has_text="Shade for people who wait").get_by_role("link", name="Join this one instead").click()
    page.locator("h1", has_text="Shade for people who wait").wait_for()
    before = int(re.search(r"(\d+) of", page.locator("#support-bar").inner_text())[1])
    page.get_by_role("button", name="Endorse this").click()
    page.locator(".endorsed", has_text="You endorse this").wait_for()
    assert page.locator("#support-bar").inner_text().startswith(f"{before + 1} of")
    joined = page.url.split("?")[0]
    page.get_by_role("link", name="Suggest a change").first.click()
    page.get_by_role("link", name=re.compile("Change paragraph 1 of “What should be done”")).click()
    words = f"A roof, a bench and two trees at each stop{'.' if javascript else ' of the city.'}"
    page.fill("#proposed", words)
    page.fill("#reason", "Old people cannot stand for forty minutes")
    page.click("main form button[type=submit]")
    page.locator(".note-good", has_text="Its authors are told").wait_for()
    assert "a bench" in page.locator(".amendment", has_text="Old people cannot stand").first.inner_text()
    assert page.complaints == []
    page.goto(joined)
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("button", name="Endorse this").wait_for()
    page.goto("/en/proposals/mine")
    page.get_by_role("link", name=title).first.click()
    page.locator("details", has_text="Throw the draft away").locator("summary").click()
    page.get_by_role("button", name="Throw my draft away").click()
    page.locator(".note-good", has_text="The draft is gone.").wait_for()


def test_what_is_written_is_saved_while_writing_and_survives_a_closed_browser_and_a_lost_session(visit):
    page = visit(persona="ayesha-khan", width=390)
    page.goto("/en/proposals/new")
    page.fill("#title", "Drinking water at the school gates")
    page.click("main form button[type=submit]")
    page.get_by_role("link", name=re.compile("continue", re.IGNORECASE)).click()
    page.fill("#problem", "The taps are dry.")
    page.locator("#saved", has_text=re.compile(r"Saved \d\d:\d\d")).wait_for()
    with page.expect_response(re.compile("autosave")) as told:
        page.fill("#measure", "A tap at each gate.")
    assert told.value.status == 200
    page.reload()
    assert page.input_value("#problem") == "The taps are dry."
    assert page.input_value("#measure") == "A tap at each gate."

    page.route("**/autosave", lambda route: route.abort())  # the network goes
    page.fill("#cost", "Little.")
    page.locator("#saved", has_text="no connection").wait_for()
    page.unroute("**/autosave")
    address = page.url
    page.complaints.clear()
    page.goto("/en/")
    page.goto(address)
    with page.expect_response(re.compile("autosave")) as told:
        page.locator(".note-warm", has_text="never saved").get_by_role("button", name="Bring it back").click()
    assert told.value.status == 200
    assert page.input_value("#cost") == "Little."

    page.context.clear_cookies()  # the session goes; nothing is under way that could bring it back
    page.fill("#area", "Six hundred pupils.")
    page.get_by_role("button", name="Save and check").click()
    page.locator("h2", has_text="What you typed is still here").wait_for()
    assert "Six hundred pupils." in page.content()
    assert [c for c in page.complaints if "401" not in c and "400" not in c] == []


def test_two_tabs_show_both_texts_side_by_side(visit):
    page = visit(persona="ayesha-khan")
    page.goto("/en/proposals/new")
    page.fill("#title", "Street lamps on the way to the mosque")
    page.click("main form button[type=submit]")
    page.get_by_role("link", name=re.compile("continue", re.IGNORECASE)).click()
    other = page.context.new_page()
    other.goto(page.url)
    with page.expect_response(re.compile("autosave")):
        page.fill("#problem", "Dark since March.")
    with other.expect_response(re.compile("autosave")) as told:
        other.fill("#problem", "Dark since April, all of it.")
    assert told.value.status == 409
    other.locator("#saved").get_by_role("link", name="Compare the two").click()
    other.locator("h1", has_text="Two texts").wait_for()
    assert other.locator("del").first.inner_text()
    assert "April" in other.locator("ins").first.inner_text()


def test_a_place_is_chosen_on_the_map_by_keyboard(visit):
    page = visit(persona="ayesha-khan")
    page.goto("/en/proposals/new")
    page.fill("#title", "A bench beside the library of F-6")
    page.click("main form button[type=submit]")
    page.get_by_role("link", name=re.compile("continue", re.IGNORECASE)).click()
    page.locator("#place summary").click()
    page.locator("#place .map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert re.fullmatch(r"-?\d+\.\d{6}", page.input_value("#latitude"))
    assert page.complaints == []


def test_pins_on_the_map_never_cover_each_other_and_lead_to_every_proposal(visit):
    page = visit(width=390)
    page.goto("/en/proposals?view=map")
    page.wait_for_selector(".map-pin")

    def pins():
        return page.evaluate("[...document.querySelectorAll('.map-pin')].map(e => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })")

    found = pins()
    assert all(abs(a[0] - b[0]) >= a[2] or abs(a[1] - b[1]) >= a[3] for n, a in enumerate(found) for b in found[:n])
    many = page.locator(".map-pin-many").first
    names = many.get_attribute("title").split("; ")
    many.press("Enter")
    assert page.locator(".leaflet-popup .map-links a").all_inner_texts() == names
    page.keyboard.press("Escape")
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_function("n => document.querySelectorAll('.map-pin').length != n", arg=len(found))
    page.wait_for_selector(".leaflet-popup", state="detached")
    page.locator(".map-pin:not(.map-pin-many)").first.press("Enter")
    page.locator(".leaflet-popup .map-links a").click()
    page.wait_for_url("**/proposals/*")
    assert page.complaints == []
