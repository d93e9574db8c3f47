"""When a claim is verified, until when, and who may vouch: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.professionals.evidence import STRENGTH, Method, Proof, Voucher, are_enough, holds_until, refusal_to_vouch, suffices
from forum.professionals.saying import Said, faults
from forum.professionals.types import Body

NOW = datetime(2026, 11, 23, tzinfo=UTC)
M, LONG = Method, NOW + timedelta(days=700)


def proofs(*methods, days=100):
    return [Proof(m, NOW + timedelta(days=days)) for m in methods]


@pytest.mark.parametrize(("methods", "enough"), [
    ((), False), ((M.SELF,), False), ((M.SELF, M.SOCIAL), False), ((M.WORK_EMAIL,), False), ((M.WORK_EMAIL, M.WORK_EMAIL), False), ((M.SOCIAL, M.WORK_EMAIL), False),
    ((M.WORK_EMAIL, M.ORCID), True), ((M.WORK_EMAIL, M.VOUCH), True), ((M.ORCID, M.VOUCH), True), ((M.DOCUMENT,), True), ((M.REGISTER,), True), ((M.SELF, M.REGISTER), True),
])  # fmt: skip
def test_one_strong_or_two_different_halves(methods, enough):
    assert suffices(proofs(*methods), NOW) is enough


@pytest.mark.parametrize(("found", "approved", "until"), [
    ([Proof(M.REGISTER, NOW + timedelta(days=365))], LONG, NOW + timedelta(days=365)),
    ([Proof(M.REGISTER, LONG + timedelta(days=9))], LONG, LONG),
    ([Proof(M.WORK_EMAIL, NOW + timedelta(days=182)), Proof(M.ORCID, NOW + timedelta(days=365))], LONG, NOW + timedelta(days=182)),
    ([Proof(M.WORK_EMAIL, NOW + timedelta(days=10)), Proof(M.ORCID, NOW + timedelta(days=20)), Proof(M.VOUCH, NOW + timedelta(days=30))], LONG, NOW + timedelta(days=20)),
    ([Proof(M.WORK_EMAIL, NOW + timedelta(days=10)), Proof(M.REGISTER, NOW + timedelta(days=300))], LONG, NOW + timedelta(days=300)),
    ([Proof(M.REGISTER, NOW - timedelta(seconds=1))], LONG, None),
    ([Proof(M.REGISTER, NOW + timedelta(days=9))], NOW, None),
    ([], LONG, None),
])  # fmt: skip
def test_it_ends_when_what_is_left_no_longer_suffices(found, approved, until):
    assert holds_until(found, approved, NOW) == until


@given(st.lists(st.builds(Proof, st.sampled_from(list(Method)), st.integers(-50, 800).map(lambda d: NOW + timedelta(days=d))), max_size=8))
def test_until_then_it_suffices_and_then_no_more(found):
    until = holds_until(found, LONG, NOW)
    assert (until is not None) == suffices(found, NOW)
    if until is not None:
        assert suffices(found, until - timedelta(seconds=1))
        assert until == LONG or not suffices(found, until)


def test_every_method_has_a_strength_from_0_to_4():
    assert set(STRENGTH) == set(Method)
    assert {0 <= s <= 4 for s in STRENGTH.values()} == {True}


def voucher(**more):
    return Voucher(**{"person_id": 2, "organisation": "CDA", "field_ids": frozenset({7}), "rests_on_vouching": False, "vouched_lately": 0, "vouched_by_claimant": False, **more})


@pytest.mark.parametrize(("who", "words"), [
    ({}, None), ({"person_id": 1}, "themselves"), ({"field_ids": frozenset({8})}, "same field"), ({"field_ids": frozenset()}, "same field"),
    ({"vouched_by_claimant": True}, "each other"), ({"rests_on_vouching": True}, "chain"), ({"vouched_lately": 5}, "five times"), ({"vouched_lately": 4}, None),
])  # fmt: skip
def test_who_may_vouch(who, words):
    refusal = refusal_to_vouch(voucher(**who), claimant_id=1, field_id=7)
    assert (refusal is None) if words is None else words in refusal


@pytest.mark.parametrize(("organisations", "enough"), [(["a", "b", "c"], True), (["a", "a", "b"], True), (["a", "a", "A "], False), (["a", "b"], False), ([], False), (["a"] * 5, False)])
def test_three_of_two_organisations(organisations, enough):
    assert are_enough(organisations) is enough


PEC = Body(1, "PEC", "Pakistan Engineering Council", "Pakistan", "https://pec.example", r"[A-Z]+/?\d{3,8}", 12)


@pytest.mark.parametrize(("change", "fault"), [
    ({}, None), ({"title": "x"}, "title"), ({"title": "x" * 121}, "title"), ({"kind": "king"}, "kind"), ({"body": None}, "body"), ({"number": "nonsense"}, "identifier"), ({"number": ""}, "identifier"),
    ({"number": "61101-1234567-1"}, "identifier"), ({"number": "6110112345671"}, "identifier"), ({"field_id": 99}, "field"), ({"valid_until": NOW}, "valid_until"),
    ({"kind": "degree", "organisation": ""}, "organisation"), ({"kind": "degree", "organisation": "UET", "body": None, "number": ""}, None),
])  # fmt: skip
def test_what_was_typed_is_looked_at(change, fault):
    said = Said(**{"kind": "registration", "title": "Engineer", "organisation": "", "body": PEC, "field_id": 7, "number": "CIVIL/12345", "valid_until": None, **change})
    found = faults(said, fields={7}, now=NOW)
    assert (fault in found) if fault else found == {}
