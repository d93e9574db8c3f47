"""Templates: all parse, have a title, mark no HTML as safe, name authors by one macro, hold no inline style or script."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [t for t in TEMPLATES if '{% extends "layout/' in t.read_text(encoding="utf-8")]
ids = {"ids": lambda p: str(p.relative_to(ROOT / "templates"))}


@pytest.mark.parametrize("template", TEMPLATES, **ids)
def test_it_parses(whole_app, template):
    assert whole_app.jinja_env.get_template(str(template.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("template", PAGES, **ids)
def test_a_page_has_a_title(template):
    assert re.search(r"{% block title %}.+?{% endblock %}", template.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, **ids)
def test_nothing_the_browser_would_refuse_and_nothing_marked_safe(template):
    words = template.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b", words)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script>|javascript:", words)


@pytest.mark.parametrize("template", TEMPLATES, **ids)
def test_what_it_imports_it_uses(template):
    words = template.read_text(encoding="utf-8")
    for names in re.findall(r'{% from "[^"]+" import ([^%]+?)(?: with context)? %}', words):
        for name in (n.strip() for n in names.split(",")):
            assert len(re.findall(rf"\b{name}\b", words)) > 1, name


def test_only_one_module_marks_html_as_safe():
    marked = [f for f in (ROOT / "forum").rglob("*.py") if re.search(r"\bMarkup\(", f.read_text(encoding="utf-8"))]
    assert [f.name for f in marked] == ["text.py"]


def test_every_icon_that_is_named_is_in_the_sprite():
    known = set((ROOT / "static" / "icons.txt").read_text().split())
    used = set()
    for template in TEMPLATES:
        words = template.read_text(encoding="utf-8")
        used |= set(re.findall(r"""icon\("([a-z0-9-]+)\"""", words))
    for file in (ROOT / "forum").rglob("*.py"):
        used |= {m for m in re.findall(r'"([a-z]+(?:-[a-z0-9]+)*)"', file.read_text(encoding="utf-8")) if m in {"users", "landmark", "scroll-text"}}
    assert used <= known, used - known


def test_styles_know_no_left_and_right():
    faults = []
    for file in (ROOT / "static" / "css").rglob("*.css"):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"(margin|padding|border)-(left|right)|text-align: *(left|right)|[^-\w](left|right):|float:", line):
                faults.append(f"{file.name}:{number} {line.strip()}")
    assert not faults


def test_a_page_is_light_enough_for_a_slow_network(whole_app):
    import gzip
    css = whole_app.test_client().get(whole_app.jinja_env.globals["stylesheet"])
    assert css.status_code == 200
    assert len(gzip.compress(css.data)) < 15_000
    scripts = sum(len(gzip.compress((ROOT / "static" / f).read_bytes())) for f in ("vendor/htmx.js", "js/shell.js"))
    assert scripts < 30_000
