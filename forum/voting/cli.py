"""Commands about votes."""

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from forum.kernel import clock
from forum.kernel.db import transaction
from forum.kernel.errors import NotFound
from forum.voting import bundle as bundles
from forum.voting import counting, formats
from forum.voting.actions import bundling, importing
from forum.voting.queries import contests as votes
from forum.voting.tally.rules import BadCase
from forum.voting.types import FINAL

LARGEST = 300_000_000


@click.command("count")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--method", type=click.Choice(counting.METHODS), help="How to count; otherwise as the file says.")
@click.option("--seats", type=click.IntRange(1, 1000), help="How many are elected; otherwise as the file says.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each file, on a line of its own.")
def count(files: tuple[Path, ...], method: str | None, seats: int | None, *, as_json: bool) -> None:
    """Count ballots in FILES (case JSON, .blt, .csv, PrefLib .soi and .toi, .abif), without a database."""
    failed = False
    for file in files:
        try:
            case = formats.read(file.name, _text(file))
            result = counting.count(case, method=method, seats=seats)
        except BadCase as fault:
            failed = True
            sentence = f"{file}: {fault}"
            click.echo(json.dumps({"error": sentence}, ensure_ascii=False) if as_json else sentence, err=not as_json)
            continue
        if as_json:
            click.echo(json.dumps(result, ensure_ascii=False))
        else:
            click.echo("\n".join([str(file), *counting.table(result), *filter(None, [counting.disagreement(case, list(result.get("winners") or result.get("winners_set") or []))]), ""]))
    if failed:
        raise SystemExit(2)


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise BadCase("this file is too large to count")
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BadCase(f"the file cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})") from None


@click.group("contests")
def contests() -> None:
    """Votes of this forum: take one out as a bundle, bring one in."""


@contests.command("bundle")
@click.argument("name")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def bundle(name: str, out: Path) -> None:
    """Write everything about the certified vote NAME into the zip OUT, for anybody to recount."""
    try:
        row = votes.prepared(name)
    except NotFound:
        raise click.ClickException(f"there is no vote of the name {name}") from None
    found = votes.result(row.id)
    if found is None or found.version != FINAL:
        raise click.ClickException(f"the vote {name} has no final result yet")
    out.write_bytes(bundles.zipped(bundling.bundle_of(row, found, secrets=current_app.extensions["forum.vote_secrets"]), row.slug))
    click.echo(f"{out}: SHA-256 of the result {found.hash}")


@contests.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", required=True, help="How the vote is called here.")
@with_appcontext
def import_(file: Path, title: str) -> None:
    """Bring in the real election in FILE as a closed, certified vote."""
    try:
        case = formats.read(file.name, _text(file))
        with transaction():
            name = importing.import_case(case, title=title, source=str(case.get("source") or file.name), now=clock.now())
    except BadCase as fault:
        raise click.ClickException(f"{file}: {fault}") from None
    click.echo(f"/votes/{name}")
