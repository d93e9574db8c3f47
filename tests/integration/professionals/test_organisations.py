"""Organisations speak for themselves: by a person the city knows there, or by a signature."""

import json
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey

from forum.accounts import queries as accounts
from forum.kernel import clock, worker
from forum.kernel.db import db, transaction
from forum.kernel.errors import Conflict, NotAllowed
from forum.kernel.hashing import sha256_hex
from forum.notifications import queries as notifications
from forum.professionals.actions import attesting, reviewing
from forum.professionals.evidence import ELSEWHERE_LASTS, Method
from forum.professionals.models import Claim, Credential
from forum.professionals.queries import claims
from tests.integration.professionals.test_standing import begin, city, decide, line, register, send  # noqa: F401
from tests.integration.proposals.conftest import town  # noqa: F401

ISSUER = "https://pec.example/issuer"


def methods(claim):
    return [e.method for e in claims.evidence_of(claim)]


class TestAttestation:
    @pytest.fixture
    def claim(self, city):  # noqa: F811
        city.browser("admin").post(f"/staff/professionals/bodies/{city.body}/speakers", data={"handle": "@" + city.people["mariam"].handle})
        return begin(city)

    def test_asked_confirmed_and_approved(self, city, claim):  # noqa: F811
        assert city.browser("bilal").post(f"/account/professional/claims/{claim}/attestation").status_code == 303
        worker.drain()
        assert any("asks your organisation" in str(n.sentence) for n in notifications.inbox(city.people["mariam"].id))
        page = city.browser("mariam").get("/account/professional/attestations").text
        assert "Transport planner" in page
        assert "18842" not in page  # the number stays sealed but for its end
        assert "842" in page
        city.browser("mariam").post(f"/account/professional/attestations/{claim}", data={"is_true": "yes"})
        assert Method.ATTESTATION in methods(claim)
        send(city, claim)
        decide(city, claim)
        assert line(city)[0].title == "Transport planner"

    def test_a_no_is_no_evidence_and_is_said(self, city, claim):  # noqa: F811
        city.browser("bilal").post(f"/account/professional/claims/{claim}/attestation")
        city.browser("mariam").post(f"/account/professional/attestations/{claim}", data={"is_true": "no"})
        assert Method.ATTESTATION not in methods(claim)
        assert "could not say" in city.browser("bilal").get(f"/account/professional/claims/{claim}").text
        assert city.browser("mariam").post(f"/account/professional/attestations/{claim}", data={"is_true": "yes"}).status_code == 409

    def test_others_and_oneself_do_not_speak_for_it(self, city, claim):  # noqa: F811
        city.browser("bilal").post(f"/account/professional/claims/{claim}/attestation")
        assert city.browser("usman").post(f"/account/professional/attestations/{claim}", data={"is_true": "yes"}).status_code == 404
        assert city.browser("usman").get("/account/professional/attestations").status_code == 404
        with transaction():
            attesting.add_attester(city.body, city.people["bilal"].handle, actor=city.actor("admin"), now=clock.now())
        with transaction(), pytest.raises(NotAllowed):
            attesting.answer_attestation(claim, is_true=True, actor=city.actor("bilal"), now=clock.now())

    def test_who_spoke_for_it_does_not_review_it(self, city, claim):  # noqa: F811
        with transaction():
            attesting.add_attester(city.body, city.people["officer"].handle, actor=city.actor("admin"), now=clock.now())
        city.browser("bilal").post(f"/account/professional/claims/{claim}/attestation")
        city.browser("officer").post(f"/account/professional/attestations/{claim}", data={"is_true": "yes"})
        send(city, claim)
        assert reviewing.refusal_to_review(db.session.get(Claim, claim), city.actor("officer"), clock.now()) is not None
        decide(city, claim, "second")
        assert line(city)[0].title == "Transport planner"

    def test_nobody_speaks_and_nobody_is_asked(self, city):  # noqa: F811
        claim = begin(city)
        assert city.browser("bilal").post(f"/account/professional/claims/{claim}/attestation").status_code == 409

    @pytest.mark.parametrize("who", ["officer", "moderator", "bilal"])
    def test_only_administrators_say_who_speaks(self, city, who):  # noqa: F811
        assert city.browser(who).post(f"/staff/professionals/bodies/{city.body}/speakers", data={"handle": "x"}).status_code == 403


def test_what_linkedin_says_is_shown_and_counts_for_nothing(city):  # noqa: F811
    claim = begin(city)
    send(city, claim)
    for days, there in ((10, True), (100, False)):
        with transaction():
            db.session.execute(db.text("UPDATE identities SET provider = 'linkedin', verified = 'WORKPLACE', verified_at = :at WHERE person_id = :id"), {"at": clock.now() - timedelta(days=days), "id": city.people["bilal"].id})
        with transaction(), pytest.raises(Conflict):
            reviewing.decide(claim, outcome="approved", reason="", checks=(), has_no_stake=True, actor=city.actor("officer"), now=clock.now())
        assert bool(accounts.verified_elsewhere(city.people["bilal"].id, clock.now() - ELSEWHERE_LASTS)) is there
    register(city, claim)
    decide(city, claim)
    with transaction():
        db.session.execute(db.text("UPDATE identities SET verified_at = :at WHERE person_id = :id"), {"at": clock.now(), "id": city.people["bilal"].id})
    page = city.app.test_client().get(f"/professionals/dossiers/{claim}").text
    assert "LinkedIn says it has verified this person’s workplace" in page
    assert "counts for nothing" in page


class TestCredentials:
    KEY = ECKey.generate_key("P-256")

    def token(self, city, key=None, algorithm="ES256", **changes):  # noqa: F811
        subject = {"name": changes.pop("name", "Bilal Tester"), "achievement": {"name": "Registered engineer"}}
        subject.update(changes.pop("subject", {}))
        now = int(clock.now().timestamp())
        said = {"iss": ISSUER, "nbf": now - 60, "exp": now + 86_400 * 30, "jti": changes.pop("jti", "urn:1"), "vc": {"type": ["VerifiableCredential", "OpenBadgeCredential"], "credentialSubject": subject}, **changes}
        return jwt.encode({"alg": algorithm}, said, key or self.KEY, algorithms=[algorithm])

    @pytest.fixture
    def claim(self, city):  # noqa: F811
        data = {"issuer": ISSUER, "key": json.dumps(self.KEY.as_dict(private=False))}
        assert city.browser("admin").post(f"/staff/professionals/bodies/{city.body}/key", data=data).status_code == 303
        with transaction():
            db.session.execute(db.text("UPDATE people SET name = 'Bilal Tester' WHERE id = :id"), {"id": city.people["bilal"].id})
        return begin(city)

    def show(self, city, claim, token, who="bilal"):  # noqa: F811
        return city.browser(who).post(f"/account/professional/claims/{claim}/credential", data={"token": token})

    def test_the_signature_holds_and_it_ends_with_the_credential(self, city, claim):  # noqa: F811
        token = self.token(city)
        assert self.show(city, claim, token).status_code == 303
        assert db.session.query(Credential).one().mark == sha256_hex(token)
        found = next(e for e in claims.evidence_of(claim) if e.method is Method.CREDENTIAL)
        assert found.note == "PEC: Registered engineer"
        assert timedelta(days=29) < found.expires_at - clock.now() <= timedelta(days=30)
        send(city, claim)
        decide(city, claim)
        assert line(city)[0].title == "Transport planner"

    def test_the_address_will_do_in_place_of_the_name_plain_or_hashed(self, city, claim):  # noqa: F811
        address = db.session.execute(db.text("SELECT email FROM people WHERE id = :id"), {"id": city.people["bilal"].id}).scalar()
        hashed = {"identifier": [{"identityHash": "sha256$" + sha256_hex(address + "pepper"), "salt": "pepper"}]}
        assert self.show(city, claim, self.token(city, name="Somebody Else", subject=hashed)).status_code == 303

    @pytest.mark.parametrize("make", [
        lambda t, c: t.token(c, key=ECKey.generate_key("P-256")),
        lambda t, c: t.token(c, key=OKPKey.generate_key("Ed25519"), algorithm="Ed25519"),
        lambda t, c: t.token(c, name="Somebody Else"),
        lambda t, c: t.token(c, exp=int(clock.now().timestamp()) - 5),
        lambda t, c: t.token(c, nbf=int(clock.now().timestamp()) + 86_400),
        lambda t, c: t.token(c, iss="https://other.example"),
        lambda t, c: t.token(c)[:-6] + "AAAAAA",
        lambda t, c: t.token(c, exp="soon", nbf=[1]),
        lambda t, c: "eyJhbGciOiJub25lIn0." + t.token(c).split(".")[1] + ".",
        lambda t, c: "not a token", lambda t, c: "a.b.c", lambda t, c: "x" * 30_000, lambda t, c: "", lambda t, c: t.token(c, vc={"credentialSubject": "odd"}), lambda t, c: t.token(c, vc=7),
    ])  # fmt: skip
    def test_what_is_forged_old_or_another_s_is_refused_in_words(self, city, claim, make):  # noqa: F811
        answer = self.show(city, claim, make(self, city))
        assert answer.status_code == 422
        assert 'id="token-error"' in answer.text
        assert Method.CREDENTIAL not in methods(claim)

    def test_one_credential_supports_one_claim(self, city, claim):  # noqa: F811
        token = self.token(city)
        assert self.show(city, claim, token).status_code == 303
        other = begin(city, title="Another title")
        assert self.show(city, other, token).status_code == 422
        assert Method.CREDENTIAL not in methods(other)

    @pytest.mark.parametrize("key", ["", "{}", "[]", '{"kty":"oct","k":"c2VjcmV0"}', '{"kty":"EC"}', "[" * 5000])
    def test_a_key_that_is_none_or_a_secret_is_refused(self, city, key):  # noqa: F811
        assert city.browser("admin").post(f"/staff/professionals/bodies/{city.body}/key", data={"issuer": ISSUER, "key": key}).status_code == 422

    def test_a_private_key_is_refused(self, city):  # noqa: F811
        data = {"issuer": ISSUER, "key": json.dumps(self.KEY.as_dict(private=True))}
        assert city.browser("admin").post(f"/staff/professionals/bodies/{city.body}/key", data=data).status_code == 422
