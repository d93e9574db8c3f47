"""Sign-in through a provider: the whole flow over HTTP, and every way in which it must not work."""

import pytest

from forum.accounts.models import Identity, Person, Session
from forum.accounts.oauth import SignInFailed, identity_of
from forum.accounts.providers import KNOWN, configured
from forum.kernel.db import db
from forum.kernel.settings import ProviderSettings, SettingsError
from tests.support import provider as faults


def begin(browser, purpose="sign_in", **form):
    return told(browser, browser.post("/sign-in/with/town", data={"purpose": purpose, **form}))


def come_back(browser, answer):
    return told(browser, browser.get("/sign-in/with/town/answer", query_string=answer))


def told(browser, answer):
    """Follow to the page that says what went wrong, where that is the way."""
    where = answer.headers.get("Location", "")
    return browser.get(where) if where.startswith("/sign-in/failed") else answer


def walk(browser, provider, sub="alice", **form):
    started = begin(browser, **form)
    assert started.status_code == 303
    return come_back(browser, provider.answer_for(started.headers["Location"], sub))


def nobody(app, browser):
    """Assert that nobody is signed in and nothing was made."""
    with app.app_context():
        counts = [db.session.query(t).count() for t in (Person, Identity, Session)]
    assert counts == [0, 0, 0]
    assert browser.get("/account").status_code == 303


class TestTheFlow:
    def test_a_first_visit_makes_an_account_and_leads_to_the_welcome(self, oidc_app, browser, provider):
        answer = walk(browser, provider)
        assert answer.headers["Location"].startswith("/welcome")
        page = browser.get("/account").text
        assert "Alice Example" in page
        assert "alice@example.org" in page
        with oidc_app.app_context():
            identity = db.session.query(Identity).one()
            assert (identity.issuer, identity.subject) == (provider.issuer, "alice")

    def test_a_second_visit_finds_the_same_account(self, oidc_app, browser, provider):
        walk(browser, provider)
        again = walk(oidc_app.test_client(), provider, next="/residency")
        assert again.headers["Location"] == "/residency"
        with oidc_app.app_context():
            assert db.session.query(Person).count() == 1

    def test_the_request_carries_state_nonce_and_a_challenge_and_the_verifier_fits(self, browser, provider):
        walk(browser, provider)
        asked = provider.asked[0]
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["code_challenge"]) == 43
        assert len(asked["state"]) > 20
        assert len(asked["nonce"]) > 10
        assert asked["redirect_uri"].endswith("/sign-in/with/town/answer")
        assert browser.get("/account").status_code == 200  # the provider refuses a verifier that does not fit

    def test_two_people_of_one_provider_are_two_accounts_even_with_one_address(self, oidc_app, browser, provider):
        walk(browser, provider, "alice")
        walk(oidc_app.test_client(), provider, "bob")  # same e-mail claim
        with oidc_app.app_context():
            assert db.session.query(Person).count() == 2


CLAIM_FAULTS = {
    "nonce wrong": lambda c: {**c, "nonce": "other"},
    "nonce absent": lambda c: {k: v for k, v in c.items() if k != "nonce"},
    "expired": lambda c: {**c, "exp": 1},
    "no expiry": lambda c: {k: v for k, v in c.items() if k != "exp"},
    "issued in the future": lambda c: {**c, "iat": c["iat"] + 9000},
    "issuer wrong": lambda c: {**c, "iss": "https://evil.example"},
    "no issuer": lambda c: {k: v for k, v in c.items() if k != "iss"},
    "no subject": lambda c: {k: v for k, v in c.items() if k != "sub"},
    "audience of another, azp ours": lambda c: {**c, "aud": "another", "azp": faults.CLIENT},
    "audience list with another, azp ours": lambda c: {**c, "aud": ["another", faults.CLIENT], "azp": faults.CLIENT},
    "azp of another": lambda c: {**c, "azp": "another"},
}
SIGNATURE_FAULTS = {"foreign key": faults.foreign_key, "alg none": faults.no_signature, "HS256 with the public key": faults.symmetric_with_the_public_key,
                    "no token": faults.no_token}  # fmt: skip


class TestWhatIsRefused:
    @pytest.mark.parametrize("fault", CLAIM_FAULTS)
    def test_claims(self, oidc_app, browser, provider, fault):
        provider.claims = CLAIM_FAULTS[fault]
        assert walk(browser, provider).status_code == 400
        nobody(oidc_app, browser)

    @pytest.mark.parametrize("fault", SIGNATURE_FAULTS)
    def test_signatures(self, oidc_app, browser, provider, fault):
        provider.sign = SIGNATURE_FAULTS[fault]
        assert walk(browser, provider).status_code == 400
        nobody(oidc_app, browser)

    def test_a_forged_issuer_on_the_second_sign_in_too(self, oidc_app, browser, provider):
        walk(browser, provider)
        browser.post("/sign-out")
        provider.claims = CLAIM_FAULTS["issuer wrong"]
        for _ in range(2):
            assert walk(oidc_app.test_client(), provider).status_code == 400

    @pytest.mark.parametrize("state", ["", "wrong", None])
    def test_state_missing_or_wrong(self, oidc_app, browser, provider, state):
        answer = provider.answer_for(begin(browser).headers["Location"])
        answer = {k: v for k, v in {**answer, "state": state}.items() if v is not None}
        assert come_back(browser, answer).status_code == 400
        nobody(oidc_app, browser)

    def test_state_of_another_browser(self, oidc_app, browser, provider):
        answer = provider.answer_for(begin(browser).headers["Location"])
        stranger = oidc_app.test_client()
        assert come_back(stranger, answer).status_code == 400
        nobody(oidc_app, stranger)

    def test_state_replayed_even_with_the_cookie_of_the_first_time(self, oidc_app, browser, provider):
        started = begin(browser)
        with browser.session_transaction() as cookie:
            kept = dict(cookie)
        answer = provider.answer_for(started.headers["Location"])
        assert come_back(browser, answer).status_code == 303
        thief = oidc_app.test_client()
        with thief.session_transaction() as cookie:
            cookie.update(kept)
        assert come_back(thief, answer).status_code == 400
        assert thief.get("/account").status_code == 303

    @pytest.mark.parametrize(("announced", "given", "expected"), [
        (True, None, 400), (True, "https://evil.example", 400), (False, "https://evil.example", 400), (True, "right", 303), (False, None, 303),
    ])
    def test_the_issuer_parameter_of_rfc_9207(self, browser, provider, announced, given, expected):
        provider.metadata = {"authorization_response_iss_parameter_supported": announced}
        answer = provider.answer_for(begin(browser).headers["Location"])
        if given:
            answer["iss"] = provider.issuer if given == "right" else given
        assert come_back(browser, answer).status_code == expected

    def test_denied_consent_is_a_friendly_page_without_the_providers_words(self, oidc_app, browser, provider):
        answer = provider.answer_for(begin(browser).headers["Location"])
        page = come_back(browser, {"error": "access_denied", "error_description": "<b>SENTINEL</b>", "state": answer["state"]})
        assert page.status_code == 400
        assert "consent" in page.text
        assert "SENTINEL" not in page.text
        nobody(oidc_app, browser)

    def test_a_provider_in_trouble_is_said_so(self, oidc_app, browser, provider):
        provider.token_status = 503
        assert walk(browser, provider).status_code == 400
        nobody(oidc_app, browser)

    def test_a_provider_that_is_away_is_said_so(self, settings, database_url, tmp_path):
        from forum.app import create_app
        app = create_app({**settings, "DATABASE_URL": database_url, "FORUM_INSTANCE": str(tmp_path / "i"), "FORUM_SIGN_IN_TOWN_CLIENT_ID": "x",
                          "FORUM_SIGN_IN_TOWN_CLIENT_SECRET": "s", "FORUM_SIGN_IN_TOWN_ISSUER": "http://127.0.0.1:9"})
        app.config["WTF_CSRF_ENABLED"] = False
        page = begin(app.test_client())
        assert page.status_code == 400
        assert "did not answer" in page.text

    def test_an_unconfirmed_address_is_not_taken(self, oidc_app, browser, provider):
        provider.claims = lambda c: {**c, "email_verified": False}
        walk(browser, provider)
        with oidc_app.app_context():
            assert db.session.query(Person).one().email is None

    def test_abandoned_attempts_do_not_make_the_cookie_grow(self, browser, provider):
        sizes = []
        for _ in range(6):
            begin(browser)
            with browser.session_transaction() as cookie:
                sizes.append(len(str(dict(cookie))))
        assert max(sizes) - min(sizes) < 10

    def test_an_unknown_provider_is_nowhere(self, browser):
        assert browser.post("/sign-in/with/nobody").status_code == 404
        assert browser.get("/sign-in/with/nobody/answer").status_code == 404


class TestSession:
    def test_what_was_planted_before_the_sign_in_is_gone_after_it(self, browser, provider):
        with browser.session_transaction() as cookie:
            cookie["planted"] = "yes"
        walk(browser, provider)
        with browser.session_transaction() as cookie:
            assert "planted" not in cookie

    def test_a_copied_cookie_is_worth_nothing_after_signing_out(self, oidc_app, browser, provider):
        walk(browser, provider)
        with browser.session_transaction() as cookie:
            copied = dict(cookie)
        thief = oidc_app.test_client()
        with thief.session_transaction() as cookie:
            cookie.update(copied)
        assert thief.get("/account").status_code == 200
        browser.post("/sign-out")
        assert thief.get("/account").status_code == 303

    def test_a_fresh_sign_in_changes_the_secret(self, oidc_app, browser, provider):
        walk(browser, provider)
        with browser.session_transaction() as cookie:
            copied = dict(cookie)
        walk(browser, provider, purpose="confirm", next="/account/data")
        thief = oidc_app.test_client()
        with thief.session_transaction() as cookie:
            cookie.update(copied)
        assert thief.get("/account").status_code == 303
        assert browser.get("/account").status_code == 200

    def test_confirming_with_somebody_elses_identity_confirms_nothing(self, browser, provider):
        walk(browser, provider, "alice")
        assert walk(browser, provider, "mallory", purpose="confirm").status_code == 409


class TestLinking:
    """The variants of taking an account over before its owner comes: each must end in two accounts, or a refusal."""

    def test_a_second_identity_is_added_from_inside_only(self, oidc_app, browser, provider):
        walk(browser, provider, "alice")
        assert walk(browser, provider, "alice-again", purpose="link").status_code == 303
        with oidc_app.app_context():
            assert db.session.query(Person).count() == 1
            assert db.session.query(Identity).count() == 2

    def test_a_stranger_cannot_begin_a_link(self, oidc_app, browser, provider):
        assert begin(browser, purpose="link").status_code in {401, 303}
        nobody(oidc_app, browser)

    def test_a_link_begun_in_one_session_cannot_be_ended_in_another(self, oidc_app, browser, provider):
        walk(browser, provider, "alice")
        started = begin(browser, purpose="link")
        answer = provider.answer_for(started.headers["Location"], "mallory")
        browser.post("/sign-out")
        assert come_back(browser, answer).status_code == 400
        with oidc_app.app_context():
            assert db.session.query(Identity).count() == 1

    def test_an_identity_of_another_account_is_not_moved(self, oidc_app, browser, provider):
        walk(oidc_app.test_client(), provider, "bob")
        walk(browser, provider, "alice")
        assert walk(browser, provider, "bob", purpose="link").status_code == 409
        with oidc_app.app_context():
            assert db.session.query(Person).count() == 2

    def test_the_last_way_in_stays(self, oidc_app, browser, provider):
        walk(browser, provider)
        with oidc_app.app_context():
            number = db.session.query(Identity).one().id
        assert browser.post(f"/account/sign-in/{number}/removal").status_code == 409


class TestQuirks:
    def test_linkedin_never_repeats_the_nonce_and_is_let_in_all_the_same(self, oidc_app, browser, provider):
        from dataclasses import replace
        clients = oidc_app.extensions["forum.sign_in"]
        clients.providers["town"] = replace(clients.providers["town"], sends_nonce=False)
        provider.claims = CLAIM_FAULTS["nonce absent"]
        assert walk(browser, provider).status_code == 303
        provider.claims = CLAIM_FAULTS["nonce wrong"]
        assert walk(oidc_app.test_client(), provider).status_code == 400

    @pytest.mark.parametrize(("said", "status", "kept"), [
        ({"verifications": ["WORKPLACE", "IDENTITY", "<b>"]}, 200, "IDENTITY,WORKPLACE"), ({"verifications": []}, 200, ""), ({"verifications": 7}, 200, ""), ({}, 200, ""), ([], 200, ""), ({}, 500, ""), ({}, 403, ""),
    ])  # fmt: skip
    def test_what_linkedin_has_verified_is_passed_on_and_never_in_the_way(self, oidc_app, browser, provider, said, status, kept):
        from dataclasses import replace
        clients = oidc_app.extensions["forum.sign_in"]
        clients.providers["town"] = replace(clients.providers["town"], verified_url=provider.issuer + "/verified")
        provider.verified, provider.verified_status = said, status
        assert walk(browser, provider).status_code == 303
        assert provider.asked[-1]["verified"] == "Bearer at"
        with oidc_app.app_context():
            assert db.session.query(Identity).one().verified == kept

    def test_linkedin_is_asked_only_when_the_operator_turned_it_on(self):
        assert configured(ProviderSettings("linkedin", "id", "secret")).verified_url == ""
        asked = configured(ProviderSettings("linkedin", "id", "secret", verification="on"))
        assert "r_verify" in asked.scope
        assert asked.verified_url.startswith("https://api.linkedin.com/")

    @pytest.mark.parametrize(("iss", "expected"), [("right", 303), ("other tenant", 400)])
    def test_microsofts_issuer_names_the_tenant_of_the_person(self, browser, provider, iss, expected):
        real = provider.issuer
        provider.metadata = {"issuer": real + "/{tenantid}/v2.0"}
        tenant = "t-1" if iss == "right" else "t-2"
        provider.claims = lambda c: {**c, "tid": "t-1", "iss": f"{real}/{tenant}/v2.0"}
        assert walk(browser, provider).status_code == expected

    def test_microsoft_is_known_by_tenant_and_object_and_its_address_proves_nothing(self):
        found = identity_of(KNOWN["microsoft"], {"tid": "t", "oid": "o", "sub": "s", "email": "a@b.c", "email_verified": True})
        assert (found.issuer, found.subject, found.email) == ("https://login.microsoftonline.com", "t:o", None)

    def test_a_profile_without_a_number_is_refused(self):
        with pytest.raises(SignInFailed):
            identity_of(KNOWN["google"], {"email": "a@b.c", "email_verified": True})

    @pytest.mark.parametrize("word", [True, "true"])
    def test_linkedin_says_true_as_a_word(self, word):
        assert identity_of(KNOWN["linkedin"], {"sub": "1", "email": "a@b.c", "email_verified": word}).email == "a@b.c"

    @pytest.mark.parametrize("name", sorted(KNOWN))
    def test_every_known_provider_asks_for_pkce_unless_it_cannot(self, name):
        assert KNOWN[name].pkce == (name != "linkedin")
        made = configured(ProviderSettings(name, "id", "secret"))
        assert "{" not in made.authorize_url + made.token_url + made.metadata_url

    def test_an_unknown_provider_needs_an_issuer(self):
        with pytest.raises(SettingsError, match="FORUM_SIGN_IN_TOWN_ISSUER"):
            configured(ProviderSettings("town", "id", "secret", issuer="ftp://x"))
