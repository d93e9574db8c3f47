"""The blueprint that the pages of the room hang on."""

from flask import Blueprint

notifications = Blueprint("notifications", __name__)
