"""The blueprint of the room."""

from flask import Blueprint

moderation = Blueprint("moderation", __name__)
