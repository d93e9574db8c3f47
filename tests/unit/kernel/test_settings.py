"""Settings: one clear sentence per mistake, all of them at once."""

import pytest

import config
from forum.kernel import settings
from forum.kernel.settings import SettingsError, is_loopback

GOOD = {"FORUM_PROFILE": "production", "SECRET_KEY": "s" * 32, "FORUM_BASE_URL": "https://forum.example.org", "FORUM_SMTP_URL": "smtp://localhost",
        "FORUM_PROOF_KEY": "p" * 32}


def mistakes(**changes):
    with pytest.raises(SettingsError) as refused:
        settings.load({**GOOD, **changes})
    return refused.value.mistakes


def test_a_complete_production_is_taken():
    assert settings.load(config.read(GOOD)).proxy_hops == 1


def test_nothing_at_all_is_a_development_of_this_machine_only():
    assert settings.load(config.read({})).profile == "development"


@pytest.mark.parametrize(("name", "value", "says"), [
    ("FORUM_PROFILE", "prod", "one of development, demo, test, production"),
    ("FORUM_LOCALES", "en,xx", "languages out of en, ur, es"),
    ("FORUM_TIMEZONE", "Mars/Olympus", "time zone such as Asia/Karachi"),
    ("FORUM_CURRENCY", "Rupees", "three letters of a currency such as PKR"),
    ("FORUM_PROXY_HOPS", "many", "whole number from 0 to 5"),
    ("FORUM_PROXY_HOPS", "９", "whole number"),
    ("DATABASE_URL", "mysql://x", "sqlite:, postgresql:"),
    ("FORUM_EMAIL_SIGN_IN", "perhaps", "on or off"),
    ("SECRET_KEY", "short", "32 characters or more; it has 5"),
    ("SECRET_KEY", "", "must be given in production"),
    ("FORUM_PROOF_KEY", "", "must be given in production"),
    ("FORUM_PROOF_KEY", "short", "32 characters or more"),
    ("FORUM_BASE_URL", "http://forum.example.org", "must begin with https://"),
    ("FORUM_BASE_URL", "https://forum.example.org/path", "scheme and host only"),
    ("FORUM_SMTP_URL", "", "no mail would leave"),
    ("FORUM_BASE_ULR", "x", "did you mean FORUM_BASE_URL?"),
    ("FORUM_SIGN_IN_GOOGLE_CLIENT_ID", "x", "also needs FORUM_SIGN_IN_GOOGLE_CLIENT_SECRET"),
    ("FORUM_DEMO_PROVIDER", "http://127.0.0.1:1", "only in the demo"),
])
def test_a_mistake_is_one_sentence_that_names_the_setting(name, value, says):
    found = mistakes(**{name: value})
    assert len(found) == 1
    assert says in found[0]
    assert name.rsplit("_CLIENT", 1)[0].split("_IN_")[0] in found[0] or "Sign-in" in found[0]


def test_all_mistakes_are_told_at_once():
    assert len(mistakes(FORUM_PROXY_HOPS="x", FORUM_LOCALES="", FORUM_NOTHING="1")) == 3


def test_a_password_in_a_wrong_address_is_not_repeated():
    assert "hunter2" not in mistakes(DATABASE_URL="mysql://root:hunter2@db/x")[0]


def test_secrets_are_not_in_the_providers_repr():
    made = settings.load({**GOOD, "FORUM_SIGN_IN_GOOGLE_CLIENT_ID": "id", "FORUM_SIGN_IN_GOOGLE_CLIENT_SECRET": "hush"})
    assert "hush" not in repr(made.providers)


@pytest.mark.parametrize(("profile", "issuer"), [("demo", "http://192.168.0.7:1"), ("production", "http://127.0.0.1:1"), ("development", "http://127.0.0.1:1")])
def test_the_demo_provider_is_refused_anywhere_it_could_do_harm(profile, issuer):
    values = {**GOOD, "FORUM_PROFILE": profile, "FORUM_DEMO_PROVIDER": issuer}
    if profile != "production":
        values["FORUM_BASE_URL"] = "http://127.0.0.1:5000"
    with pytest.raises(SettingsError):
        settings.load(values)


@pytest.mark.parametrize("profile", ["demo", "development", "test"])
def test_an_installation_for_this_machine_is_not_served_to_others(profile):
    with pytest.raises(SettingsError, match="this machine only"):
        settings.load({"FORUM_PROFILE": profile, "FORUM_BASE_URL": "https://forum.example.org"})


@pytest.mark.parametrize(("host", "expected"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("example.org", False)])
def test_loopback(host, expected):
    assert is_loopback(host) is expected
