"""The blueprint of the room."""

from flask import Blueprint

residency = Blueprint("residency", __name__)
