"""People's words: Markdown in, clean HTML out, once, when they are written.

Three gates in a row: Markdown with raw HTML switched off; bleach with an allow-list (the owner's choice); nh3 as
the last word, because bleach has had no security releases since 2026-06-05. Nothing else marks HTML as safe.
"""

import re
from dataclasses import dataclass
from typing import Any

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, linkify
from markupsafe import Markup

from forum.kernel.errors import TooLarge
from forum.kernel.words import N_, sentence

MAX_LENGTH = 200_000
TAGS = frozenset({"p", "br", "hr", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre",
                  "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"})  # fmt: skip
ATTRIBUTES = {"a": ["href", "title"], "ol": ["start"]}
SCHEMES = frozenset({"http", "https", "mailto"})
ADDRESS = re.compile(r"https?://|mailto:|/(?![/\\])", re.IGNORECASE)
_SCHEME = 64
MENTION = re.compile(r"@([a-z0-9][a-z0-9-]{2,39})(?![\w@-])")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]")


@dataclass(frozen=True)
class Rendered:
    """Clean HTML, ready to be stored beside its source, and the handles it mentions in order."""

    html: str
    mentions: tuple[str, ...]


def render(source: str, *, top: int = 3) -> Rendered:
    """Turn Markdown into clean HTML.

    Headings start at level `top` and skip none, whatever was typed; pictures become links, raw HTML is shown as text. Raises TooLarge past 200,000
    characters. Cost: about 20 ms for 5 kB, so never on the way out.
    """
    if len(source) > MAX_LENGTH:
        raise TooLarge(sentence(N_("This text has %(length)s characters; the most we can take is %(limit)s."),
                                length=len(source), limit=MAX_LENGTH))  # fmt: skip
    env: dict[str, Any] = {"mentions": [], "top": top}
    html = _markdown.render(_INVISIBLE.sub("", source), env)
    html = bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=SCHEMES, strip=True)
    html = nh3.clean(html, tags=set(TAGS), attributes={"a": {"href", "title"}, "ol": {"start"}},
                     url_schemes=set(SCHEMES), link_rel="nofollow ugc noopener", attribute_filter=_address)  # fmt: skip
    return Rendered(html, tuple(dict.fromkeys(env["mentions"])))


def _address(tag: str, name: str, value: str) -> str | None:
    # A link leads to the web, to a mailbox, or to a page of ours: never to a path relative to wherever it is shown,
    # and never to `//host`, which reads like ours and is not.
    return value if name != "href" or ADDRESS.match(value) else None


def holds_link(html: str) -> bool:
    """Tell whether HTML that `render` made leads out of the forum."""
    return re.search(r'href="(?:https?://|mailto:)', html, re.IGNORECASE) is not None


def spoken(html: str) -> int:
    """Return how many letters and digits are read in HTML that `render` made: none in what is empty, invisible or mere signs."""
    return sum(c.isalnum() for c in re.sub(r"<[^>]*>", "", html))


def trusted(html: str) -> Markup:
    """Mark HTML that `render` made, read back from the database, as safe for a page."""
    return Markup(html)  # noqa: S704  the one place


def one_line(text: str) -> str:
    """Return a title or a name as one line: no control, invisible or direction-changing characters."""
    return " ".join(_INVISIBLE.sub("", _BIDI.sub("", text)).split())


def _mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own signature
    if state.src[state.pos] != "@" or (state.pos and re.match(r"[\w@.]", state.src[state.pos - 1])):
        return False
    match = MENTION.match(state.src, state.pos)
    if match is None or state.linkLevel:
        return False
    if not silent:
        state.env["mentions"].append(match[1])
        state.push("link_open", "a", 1).attrSet("href", f"/people/{match[1]}")
        state.push("text", "", 0).content = match[0]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _linkify(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own signature
    # The library looks for a scheme in all that is pending, at each colon anew: of "http://a." 20,000 times it took a minute. No scheme is longer than this.
    if len(state.pending) > 256 and state.src[state.pos] == ":":
        state.pending, rest = state.pending[:-_SCHEME], state.pending[-_SCHEME:]
        state.pushPending()
        state.pending = rest
    return linkify(state, silent)


def _make() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "maxNesting": 20})
    markdown.enable(["table", "strikethrough", "linkify"]).disable(["image", "html_block", "html_inline"])
    markdown.inline.ruler.at("linkify", _linkify)
    markdown.inline.ruler.before("link", "mention", _mention)
    markdown.core.ruler.push("lower_headings", _lower_headings)
    return markdown


def _lower_headings(state: StateCore) -> None:
    headings = [t for t in state.tokens if t.type in {"heading_open", "heading_close"}]
    levels = sorted({t.tag for t in headings})
    for token in headings:
        token.tag = f"h{min(state.env['top'] + levels.index(token.tag), 6)}"


_markdown = _make()
