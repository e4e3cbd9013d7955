"""Every page and every file that is taken out is valid HTML, by html-validate's rules of the standard."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.web.examples import EXAMPLES
from tests.web.working_examples import FILE
from tools.frontend import PACKAGES, tool_commands
from web import render
from web.render import render_file

PROGRAM = PACKAGES / "html-validate" / "bin" / "html-validate.mjs"
RULES = {"root": True, "extends": ["html-validate:standard"]}


def faults(folder: Path) -> list[str]:
    """What is wrong with the pages of a folder, one line each."""
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES), encoding="utf-8")
    node, _ = tool_commands()
    pages = sorted(page.name for page in folder.glob("*.html"))
    said = subprocess.run(
        [*node, str(PROGRAM), "-f", "json", *pages], cwd=folder, capture_output=True, text=True, check=False
    )
    assert said.returncode in (0, 1), said.stderr
    return [
        f"{Path(page['filePath']).name}:{each['line']} {each['ruleId']}: {each['message']}"
        for page in json.loads(said.stdout)
        for each in page["messages"]
    ]


def test_every_page_is_valid(tmp_path: Path) -> None:
    for name, example in EXAMPLES.items():
        (tmp_path / f"{name}.html").write_text(render(*example), encoding="utf-8")
    (tmp_path / "file.html").write_text(render_file("network", FILE), encoding="utf-8")
    assert faults(tmp_path) == []


def test_the_check_sees_what_is_wrong(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html lang='en'><head><title>x</title></head><body><p><div>y</div></p></body></html>"
    )
    (tmp_path / "wrong.html").write_text(page, encoding="utf-8")
    assert faults(tmp_path)
