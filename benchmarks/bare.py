"""The unit of measure: a Flask application with one page that says hello."""

from flask import Flask

app = Flask("bare")


@app.get("/")
@app.get("/healthz")
def hello() -> str:
    """Say hello."""
    return "hello"
