"""The blueprint of the room."""

from flask import Blueprint

city = Blueprint("city", __name__)
