"""E-mail addresses that can be written to: plain ones, so that nothing in them means something else to a mail server."""

import re

PLAIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def is_plain(address: str) -> bool:
    """Tell whether `address` is ASCII, has no quotes, and hides no encoded word (RFC 2047)."""
    return len(address) <= 254 and "=?" not in address and PLAIN.fullmatch(address) is not None


def without_tag(address: str) -> str:
    """Return the mailbox behind an address: `ali+forum@uni.edu` is `ali@uni.edu`."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
