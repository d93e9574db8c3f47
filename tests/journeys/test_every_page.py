"""Every page, in both languages, wide and narrow, light and dark: no rule of accessibility broken, nothing sticks out, nothing complains."""

import pytest
from axe_playwright_python.sync_playwright import Axe

LOOKS = [("en", 1280, "light"), ("en", 390, "dark"), ("ur", 390, "light"), ("ur", 1280, "dark")]
OVER = "what-comes-to-the-empty-plot-behind-kara"
PAGES = {
    None: ["/", "/sign-in", "/about/about", "/about/rules", "/residency", "/search?q=tra", "/people/ayesha-khan", "/record", "/nowhere", "/sign-in/failed?why=denied",
           "/proposals", "/proposals?view=map", "/proposals?district=g-9&sort=endorsed", "/proposals?topic=nowhere", "/proposals/FIRST", "/proposals/FIRST/amendments",
           "/proposals/FIRST/versions", "/proposals/FIRST/versions/1", "/proposals/FIRST/changes", "/proposals/FIRST/changes?view=beside", "/proposals/FIRST/share", "/proposals/FIRST/poster",
           "/talk/proposal/FIRST", "/talk/proposal/FIRST?order=new&voices=officials", "/talk/comments/3", "/talk/comments/3/history", "/talk/order",
           "/moderation", "/moderation/log", "/moderation/figures", "/moderation/report/comment/1", "/moderation/report/proposal/FIRST",
           "/professionals", "/professionals?field=transport&q=bilal", "/professionals/dossiers/1", "/people/bilal-ahmed",
           "/votes", "/votes/which-of-these-first", "/votes/which-of-these-first/log", f"/votes/{OVER}", f"/votes/{OVER}/result", f"/votes/{OVER}/log/" + "0" * 64, "/voting/protection",
           "/council", "/council/answered", "/council/offices", "/council/tracker", "/council/sessions", "/council/cases/1", "/council/cases/3", "/council/decisions/1", "/council/cases/1/dossier", "/council/cases/4/dossier?printed=0",
           "/council/traces/1", "/council/traces/1?step=decision-1"],
    "ayesha-khan": ["/proposals/new", "/proposals/mine", "/proposals/FIRST", "/proposals/FIRST/draft", "/proposals/FIRST/draft/check", "/proposals/FIRST/people",
                    "/proposals/FIRST/merge", "/proposals/FIRST/amendments", "/proposals/FIRST/amendments/new", "/proposals/FIRST/amendments/new?section=measure&paragraph=0",
                    "/talk/proposal/FIRST", "/talk/comments/3?answer=1", "/votes/which-of-these-first/ballot", "/council/mine"],
    "nadia-hussain": ["/staff/council", "/staff/council/comparison?case=1&case=3&case=4", "/staff/council/cases/3", "/staff/council/cases/4", "/staff/council/cases/3/decision", "/staff/council/cases/1/decision", "/staff/council/cases/3/decision/check", "/staff/council/sessions/new"],
    "hamza-tariq": ["/", "/account", "/account/profile", "/account/email", "/account/sign-in", "/account/data", "/welcome", "/welcome/district",
                    "/welcome/topics", "/residency", "/residency/by/document", "/residency/by/letter", "/residency/by/invitation", "/notices", "/account/notices",
                    "/account/notices/people/bilal-ahmed", "/moderation/mine"],
    "bilal-ahmed": ["/account/professional", "/account/professional/claims/1", "/account/professional/claims/new", "/account/professional/page", "/talk/proposal/FIRST"],
    "sana-malik": ["/staff/votes", "/staff/votes/new", "/staff/votes/which-of-these-first", "/staff/votes/which-of-these-first/preview", "/staff/professionals", "/staff/professionals/1", "/staff/professionals/3", "/staff/council", "/staff/council/cases/5", "/staff/council/cases/1/milestones", "/staff/council/milestones/3/report"],
    "imran-qureshi": ["/staff/moderation", "/staff/moderation?state=decided", "/staff/moderation/1", "/staff/moderation/4", "/staff/moderation/crowds", "/talk/proposal/FIRST"],
    "farhan-siddiqui": ["/staff", "/staff/people", "/staff/audit", "/staff/audit/verification", "/staff/jobs", "/staff/city", "/staff/city/districts/g-9",
                        "/staff/city/texts/rules/ur", "/staff/residency", "/staff/proposals", "/staff/council/setting-up", "/account/confirm", "PERSON"],
}
EVERY_TEXT_HAS_A_SIZE = """() => [...document.querySelectorAll('body *')].filter(e => e.childNodes.length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
  && e.getClientRects().length && parseFloat(getComputedStyle(e).fontSize) < 12).map(e => e.outerHTML.slice(0, 80))"""
SMALL_TARGETS = """() => [...document.querySelectorAll('main button, main .button, header a, header button, header summary')].filter(e => e.getClientRects().length
  && !e.closest('.visually-hidden, .skip') && (e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24)).map(e => e.outerHTML.slice(0, 80))"""

CUT = """() => [...document.querySelectorAll('main th, main td, main p, main svg')].filter(e => e.getClientRects().length && !e.closest('.visually-hidden')
  && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)).map(e => e.outerHTML.slice(0, 80))"""


def number_of_the_first(page):
    """Return the number of the proposal that has versions and amendments."""
    if not hasattr(page, "first"):
        page.goto(f"{page.prefix}/proposals?district=g-9")
        page.first = page.locator(".proposal-title a", has_text="Safe pedestrian crossings").get_attribute("href").rsplit("/", 1)[1]
    return page.first


@pytest.mark.parametrize("persona", PAGES, ids=str)
@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_pages_are_for_everybody(visit, persona, language, width, theme):
    page, faults = visit(language=language, width=width, theme=theme, persona=persona), []
    for path in PAGES[persona]:
        if path == "PERSON":
            page.goto(f"{page.prefix}/staff/people?q=ayesha")
            page.locator("tbody a").first.click()
            page.wait_for_load_state()
        else:
            page.goto(page.prefix + path.replace("FIRST", number_of_the_first(page)))
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        for v in found.response["violations"]:
            faults += [f"{path}: {v['id']} {n['html'][:120]}" for n in v["nodes"][:3]]
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        faults += [f"{path}: sticks out by {over} px"] if over > 0 else []
        faults += [f"{path}: too small to read {e}" for e in page.evaluate(EVERY_TEXT_HAS_A_SIZE)]
        faults += [f"{path}: too small to hit {e}" for e in page.evaluate(SMALL_TARGETS)]
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ur" else "ltr")
    expected = [c for c in page.complaints if "404" not in c and "400" not in c]
    assert faults + expected == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_sticks_out_on_the_smallest_phone(visit, language):
    page = visit(language=language, width=320, persona="farhan-siddiqui")
    for path in [p for group in PAGES.values() for p in group if p != "PERSON"]:
        page.goto(page.prefix + path.replace("FIRST", number_of_the_first(page)))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_citys_name_is_not_covered_on_the_smallest_phone(visit, language):
    page = visit(language=language, width=320, persona="ayesha-khan")
    page.goto(f"{page.prefix}/council")
    name, tools = page.locator(".brand bdi").bounding_box(), page.locator(".bar-end").bounding_box()
    assert name["x"] + name["width"] <= tools["x"] or tools["x"] + tools["width"] <= name["x"]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_is_cut_on_paper(visit, language):
    page = visit(language=language, width=718)  # A4 with margins of a centimetre
    page.emulate_media(media="print")
    for path in ("/council", "/council/tracker", "/council/cases/1", "/council/decisions/1", "/council/cases/1/dossier", "/council/traces/1"):
        page.goto(page.prefix + path)
        assert page.evaluate(CUT) == [], path
