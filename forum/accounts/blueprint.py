"""The blueprint of the room."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)
