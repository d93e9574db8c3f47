"""The blueprint of the room."""

from flask import Blueprint

council = Blueprint("council", __name__)
