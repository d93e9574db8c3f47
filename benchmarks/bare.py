"""The units of measure: a page that says hello, and an address that only parses a ballot's form."""

from flask import Flask, Response, redirect, request

app = Flask("bare")


@app.get("/")
@app.get("/healthz")
def hello() -> str:
    """Say hello."""
    return "hello"


@app.post("/parse")
def parse() -> Response:
    """Parse a form, as every writing does first, and send the browser on."""
    return redirect(f"/{'?done=cast' if len(request.form.to_dict()) > 5 else ''}", 303)  # type: ignore[return-value]
