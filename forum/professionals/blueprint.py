"""The blueprint of the room."""

from flask import Blueprint

professionals = Blueprint("professionals", __name__)
