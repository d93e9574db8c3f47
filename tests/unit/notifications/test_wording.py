"""A sentence that is kept comes back as it was: with its days, and with the sentences inside it."""

import json
from datetime import date

from forum.kernel.words import Sentence
from forum.notifications.wording import brought_back, kept


def test_values_survive_being_kept_as_json():
    values = {"title": "A bench", "count": 3, "day": date(2026, 12, 1), "verdict": Sentence("accepted")}
    assert brought_back(json.loads(json.dumps(kept(values)))) == values
