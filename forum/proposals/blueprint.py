"""The blueprint of the room."""

from flask import Blueprint

proposals = Blueprint("proposals", __name__)
