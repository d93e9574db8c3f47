"""Whether a colour can be read: relative luminance and contrast as WCAG 2.2 defines them."""

import re

HEX = re.compile(r"#[0-9a-f]{6}")
LEAST = 4.5


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 (black) to 1 (white). Source: WCAG 2.2, relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_readable(accent: str) -> bool:
    """Tell whether white words on `accent`, and `accent` words on white, reach 4.5 to 1."""
    return bool(HEX.fullmatch(accent)) and contrast(accent, "#ffffff") >= LEAST


def for_dark(accent: str, background: str = "#10171a") -> str:
    """Return `accent` lightened just enough to be read on a dark page."""
    red, green, blue = (int(accent[i : i + 2], 16) for i in (1, 3, 5))
    for step in range(101):
        mixed = "#" + "".join(f"{round(c + (255 - c) * step / 100):02x}" for c in (red, green, blue))
        if contrast(mixed, background) >= 7:
            return mixed
    return "#ffffff"
