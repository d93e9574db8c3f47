"""The sign-in providers we know: addresses, scopes, and how each one departs from the book."""

from dataclasses import dataclass, replace

from forum.kernel.settings import ProviderSettings, SettingsError


@dataclass(frozen=True)
class Provider:
    """How one provider is spoken to.

    `metadata_url` marks OpenID Connect; without it the provider speaks OAuth 2 and `profile_url` says who came.
    `vouches_for_email`: whether its word that an address is confirmed may be taken. `sends_nonce`: LinkedIn does not.
    """

    name: str
    label: str
    scope: str
    issuer: str
    metadata_url: str = ""
    authorize_url: str = ""
    token_url: str = ""
    profile_url: str = ""
    token_auth: str = "client_secret_basic"
    pkce: bool = True
    sends_nonce: bool = True
    vouches_for_email: bool = False
    subject_claims: tuple[str, ...] = ("sub",)
    verified_url: str = ""  # where it says what it has verified of a person; asked only when the operator turned it on
    namespace: str = ""  # what identities are filed under, where that is not the issuer
    client_id: str = ""
    client_secret: str = ""

    @property
    def speaks_openid(self) -> bool:
        return bool(self.metadata_url)


def _discovery(issuer: str) -> str:
    return issuer.rstrip("/") + "/.well-known/openid-configuration"


KNOWN: dict[str, Provider] = {
    p.name: p
    for p in (
        Provider("google", "Google", "openid email profile", "https://accounts.google.com",
                 _discovery("https://accounts.google.com"), vouches_for_email=True),
        # LinkedIn: no PKCE for web apps, no Basic authentication, no nonce in its ID token.
        Provider("linkedin", "LinkedIn", "openid profile email", "https://www.linkedin.com/oauth",
                 _discovery("https://www.linkedin.com/oauth"), token_auth="client_secret_post", pkce=False,
                 sends_nonce=False, vouches_for_email=True),
        Provider("microsoft", "Microsoft", "openid email profile", "https://login.microsoftonline.com/{tenant}/v2.0",
                 _discovery("https://login.microsoftonline.com/{tenant}/v2.0"), subject_claims=("tid", "oid"),
                 namespace="https://login.microsoftonline.com"),
        Provider("orcid", "ORCID", "openid", "https://orcid.org", _discovery("https://orcid.org")),
        Provider("facebook", "Facebook", "email public_profile", "https://www.facebook.com",
                 authorize_url="https://www.facebook.com/v{version}/dialog/oauth",
                 token_url="https://graph.facebook.com/v{version}/oauth/access_token",
                 profile_url="https://graph.facebook.com/v{version}/me?fields=id,name", token_auth="client_secret_post"),
        Provider("x", "X", "users.read tweet.read", "https://x.com", authorize_url="https://x.com/i/oauth2/authorize",
                 token_url="https://api.x.com/2/oauth2/token", profile_url="https://api.x.com/2/users/me"),
        Provider("github", "GitHub", "read:user user:email", "https://github.com",
                 authorize_url="https://github.com/login/oauth/authorize",
                 token_url="https://github.com/login/oauth/access_token", profile_url="https://api.github.com/user",
                 vouches_for_email=True, token_auth="client_secret_post"),
    )
}  # fmt: skip

FACEBOOK_VERSION = "24.0"
LINKEDIN_REPORT, LINKEDIN_VERSION = "https://api.linkedin.com/rest/verificationReport", "202510"


def configured(settings: ProviderSettings) -> Provider:
    """Return the provider as configured. An unknown name is any OpenID Connect provider, by its issuer."""
    known = KNOWN.get(settings.name)
    if known is None:
        if not settings.issuer.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise SettingsError([
                f"FORUM_SIGN_IN_{settings.name.upper()}_ISSUER must be the https:// address of an OpenID Connect provider."
            ])  # fmt: skip
        known = Provider(settings.name, settings.label or settings.name.title(), "openid email profile", settings.issuer,
                         _discovery(settings.issuer), vouches_for_email=True)  # fmt: skip
    if settings.name == "linkedin" and settings.verification.lower() in {"on", "yes", "true", "1"}:
        known = replace(known, scope=known.scope + " r_verify", verified_url=LINKEDIN_REPORT)
    tenant, version = settings.tenant or "common", settings.api_version or FACEBOOK_VERSION
    return replace(
        known, client_id=settings.client_id, client_secret=settings.client_secret, label=settings.label or known.label,
        issuer=known.issuer.replace("{tenant}", tenant), metadata_url=known.metadata_url.replace("{tenant}", tenant),
        authorize_url=known.authorize_url.replace("{version}", version), token_url=known.token_url.replace("{version}", version),
        profile_url=known.profile_url.replace("{version}", version),
    )  # fmt: skip


def demo(issuer: str) -> Provider:
    """Return the demo city's local provider."""
    return Provider("demo", "Demo", "openid email profile", issuer, _discovery(issuer), vouches_for_email=True,
                    namespace="demo", client_id="forum-demo", client_secret="not-a-secret")  # fmt: skip
