"""Commands about votes."""

import json
from pathlib import Path

import click

from forum.voting import counting, formats
from forum.voting.tally.rules import BadCase

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
