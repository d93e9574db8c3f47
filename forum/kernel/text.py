"""People's words: Markdown in, clean HTML out, once, when they are written.

Three gates in a row: Markdown with raw HTML switched off; bleach with an allow-list (the owner's choice); nh3 as
the last word, because bleach has had no security releases since 2026-06-05. Nothing else marks HTML as safe.
"""

import re
import string
from dataclasses import dataclass
from typing import Any

import bleach
import nh3
from bleach import html5lib_shim
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, linkify
from markupsafe import Markup, escape

from forum.kernel.errors import TooLarge
from forum.kernel.words import N_, sentence

MAX_LENGTH = 200_000
MOST_SIGNS, MOST_TOKENS = 6_000, 20_000  # a hundred pages of prose, or a table of six hundred rows and eight columns, have fewer
TAGS = frozenset({"p", "br", "hr", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre",
                  "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"})  # fmt: skip
ATTRIBUTES = {"a": ["href", "title"], "ol": ["start"]}
SCHEMES = frozenset({"http", "https", "mailto"})
ADDRESS = re.compile(r"https?://|mailto:|/(?![/\\])", re.IGNORECASE)
_SCHEME, _DEEPEST = 64, 20
_SIGN = re.compile("\n+|[" + re.escape(string.punctuation.replace(",", "").replace("'", "")) + "]")
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

    Headings start at level `top` and skip none, whatever was typed; pictures become links, raw HTML is shown as text. What stands beyond 6,000 signs
    that could be Markdown is shown as it was typed. Raises TooLarge past 200,000 characters. Cost: about 20 ms for 5 kB and half a second for the worst
    there is, so never on the way out.
    """
    if len(source) > MAX_LENGTH:
        raise TooLarge(sentence(N_("This text has %(length)s characters; the most we can take is %(limit)s."),
                                length=len(source), limit=MAX_LENGTH))  # fmt: skip
    env: dict[str, Any] = {"mentions": [], "top": top}
    marked, plain = _divided(_INVISIBLE.sub("", source).replace("\r\n", "\n").replace("\r", "\n"))
    cleaner = bleach.Cleaner(tags=TAGS, attributes=ATTRIBUTES, protocols=SCHEMES, strip=True)
    cleaner.walker = _Walker  # type: ignore[assignment]  # typed as one of them, used as their class
    html = cleaner.clean(_markdown.render(marked, env)) + _as_typed(plain)
    html = nh3.clean(html, tags=set(TAGS), attributes={"a": {"href", "title"}, "ol": {"start"}},
                     url_schemes=set(SCHEMES), link_rel="nofollow ugc noopener", attribute_filter=_address)  # fmt: skip
    return Rendered(html, tuple(dict.fromkeys(env["mentions"])))


def _divided(source: str) -> tuple[str, str]:
    # Each sign may cost a tag, and a tag costs more than a page of words. Who means to be read does not come near the limit; no line is broken.
    for count, sign in enumerate(_SIGN.finditer(source)):
        if count == MOST_SIGNS:
            here = source.rfind("\n", 0, sign.start()) + 1 or sign.start()
            return source[:here], source[here:]
    return source, ""


def _as_typed(words: str) -> str:
    # Escaped, it holds no tag but these, so that nothing is left for bleach, which would take seconds for 200,000 ampersands.
    paragraphs = (str(escape(part)).replace("\n", "<br>") for part in re.split(r"\n\s*\n", words.strip()) if part)
    return "".join(f"<p>{part}</p>\n" for part in paragraphs)


class _Walker(html5lib_shim.getTreeWalker("etree")):  # type: ignore[misc]  # bleach builds it when asked, untyped
    """Bleach's own way through the tree, but for the way up: that counted all siblings, so that time grew with the square of a table's rows."""

    def __init__(self, tree: Any) -> None:
        super().__init__(tree)
        self.places = {child: place for parent in tree.iter() for place, child in enumerate(parent)}

    def getParentNode(self, node: Any) -> Any:  # noqa: N802  its own name
        _, _, above, flag = node
        if flag == "text":
            return super().getParentNode(node)
        parent = above.pop()
        return (parent, self.places[parent], above, None) if above else parent


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
    here = state.pos
    if linkify(state, silent) and state.pos > here:
        return True
    # Looking ahead, the library reads the scheme out of what is pending from long before, may go backwards by it, and then gave up the whole text.
    state.pos = here
    return False


def _plain(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own signature
    # Nested deeper, the library drops the rest without a word; and it fills the short rows of a wide table with 65,536 empty cells.
    is_full = len(state.tokens) > MOST_TOKENS
    if silent or not (is_full or state.level >= _DEEPEST):
        return is_full
    state.push("paragraph_open", "p", 1)
    words = state.push("inline", "", 0)
    words.content, words.children, words.map = state.getLines(start, end, state.blkIndent, False).strip(), [], [start, end]
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True


def _make() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "maxNesting": _DEEPEST + 2})  # a list is two levels
    markdown.enable(["table", "strikethrough", "linkify"]).disable(["image", "html_block", "html_inline"])
    markdown.block.ruler.before("table", "plain", _plain, {"alt": ["paragraph", "reference", "blockquote", "list"]})
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
