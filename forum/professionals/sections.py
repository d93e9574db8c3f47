"""The parts of a professional's page, who may see each, and domains that show nothing. Pure."""

from forum.kernel.words import N_

SECTIONS: dict[str, str] = {
    "positions": N_("Positions"),
    "education": N_("Education"),
    "projects": N_("Projects"),
    "publications": N_("Publications"),
    "links": N_("Links"),
}
VISIBLE: dict[str, str] = {
    "public": N_("Everybody"),
    "members": N_("Who is signed in"),
    "private": N_("Only me"),
}
FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.uk", "ymail.com", "hotmail.com", "outlook.com", "live.com", "msn.com", "icloud.com", "me.com", "aol.com",
    "protonmail.com", "proton.me", "gmx.com", "gmx.net", "mail.com", "zoho.com", "yandex.com", "yandex.ru", "mail.ru", "tutanota.com", "fastmail.com", "hey.com",
})  # fmt: skip


def may_see(visible: str, *, is_own: bool, is_signed_in: bool) -> bool:
    """Tell whether a reader may see a section."""
    return is_own or visible == "public" or (visible == "members" and is_signed_in)
