"""The blueprint of the room."""

from flask import Blueprint

discussions = Blueprint("discussions", __name__)
