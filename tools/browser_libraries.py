"""Copies what pages use out of node_modules into static/vendor, and draws the sprite of our icons."""

import gzip
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES, VENDOR = ROOT / "node_modules", ROOT / "static" / "vendor"
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "fonts/inter-latin.woff2",
    "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2": "fonts/nastaliq-400.woff2",
    "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-700-normal.woff2": "fonts/nastaliq-700.woff2",
}


def main() -> None:
    """Make static/vendor anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in FILES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, VENDOR / target)
    leaflet = VENDOR / "leaflet.css"
    leaflet.write_text("@layer vendor{" + leaflet.read_text() + "}")  # our own layers stand above it
    names = (ROOT / "static" / "icons.txt").read_text().split()
    (VENDOR / "icons.svg").write_text(sprite(names))
    for name in ("htmx.js", "icons.svg", "leaflet.js", "leaflet.css"):
        (VENDOR / f"{name}.gz").write_bytes(gzip.compress((VENDOR / name).read_bytes(), 9))


def sprite(names: list[str]) -> str:
    """Return one SVG with a symbol for each of our icons."""
    symbols = [symbol(name, (MODULES / "lucide-static" / "icons" / f"{name}.svg").read_text()) for name in names]
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>"


def symbol(name: str, svg: str) -> str:
    """Return an icon as a symbol: its shapes only, to be stroked by our own style."""
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, flags=re.DOTALL)
    if inner is None:
        raise ValueError(name)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(inner[1].split())}</symbol>'


if __name__ == "__main__":
    main()
