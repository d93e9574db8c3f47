"""The blueprint of the room."""

from flask import Blueprint

voting = Blueprint("voting", __name__)
