"""Comments as they were written into a page, kept in memory: the next page that shows the same comment in the same way takes it from here.

A comment is kept under everything it depends on, so nothing is ever asked for that has changed. What one may see depends on who
one is to the comment (a stranger, signed in, its author, what one marked), not on one's name, so readers share what is kept.
"""

import threading
from collections import OrderedDict
from datetime import timedelta
from typing import Any

from flask import current_app, request

from forum.discussions.types import CommentView
from forum.kernel.access import refusal_for
from forum.kernel.i18n import chosen

MOST, FRESH, UNDONE_WITHIN = 6_000, timedelta(hours=1), timedelta(minutes=1)
_kept: OrderedDict[object, str] = OrderedDict()
_lock = threading.Lock()


class Comments:
    """Writes the comments of one page. Called by templates: `x.comment(c)`."""

    def __init__(self, x: dict[str, Any]) -> None:
        self._x = x
        me = x["me"]
        self._who = (me.is_signed_in, me.is_signed_in and refusal_for("discussions.pin", me) is None, chosen(), request.script_root, f"{x['now']:%Y-%m-%d %H}")

    def __call__(self, c: CommentView) -> str:
        """Return a comment's HTML. One of the last hour says its age in minutes; one of the last minute can be undone, second by second."""
        me, author, age = self._x["me"], self._x["authors"][c.author_id], self._x["now"] - c.at
        if age < UNDONE_WITHIN:
            return self._write(c)
        minute = self._x["now"].minute if age < FRESH else None
        key = (c, author, self._x["marks"].get(c.id), me.person == c.author_id, self._who, minute)
        with _lock:
            found = _kept.get(key)
            if found is not None:
                _kept.move_to_end(key)
                return found
        made = self._write(c)
        with _lock:
            _kept[key] = made
            if len(_kept) > MOST:
                _kept.popitem(last=False)
        return made

    def _write(self, c: CommentView) -> str:
        macro: Any = current_app.jinja_env.get_template("components/comment.html").module
        written: str = macro.comment(c, self._x)
        return written
