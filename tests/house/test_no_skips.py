"""Where nothing may be left out, a skip fails the run; elsewhere it is a skip."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.no_skips import PUBLIC_DATA_ABSENT
from tools.frontend import ROOT

SKIPS = {
    "in a test": "def test_it(): pytest.skip({reason!r})",
    "by a mark": "@pytest.mark.skipif(True, reason={reason!r})\ndef test_it(): pass",
    "of a module": "pytest.skip({reason!r}, allow_module_level=True)",
}


def run(folder: Path, text: str, *, strict: bool) -> str:
    """The closing line of pytest over one file."""
    file = folder / "test_generated.py"
    file.write_text(f"import pytest\n{text}\n")
    pytest_alone = [sys.executable, "-m", "pytest", "-c", "/dev/null", "--rootdir", str(folder)]
    answer = subprocess.run(
        [*pytest_alone, "-p", "tests.support.no_skips", str(file)],
        cwd=ROOT,
        env={
            "PYTHONPATH": str(ROOT),
            "KITH_NO_SKIP": "1" if strict else "0",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize("skip", SKIPS.values(), ids=SKIPS.keys())
def test_a_skip_fails_where_nothing_may_be_left_out(tmp_path: Path, skip: str) -> None:
    closing = run(tmp_path, skip.format(reason="no engine"), strict=True)
    assert "1 failed" in closing or "1 error" in closing
    assert "skipped" not in closing


@pytest.mark.parametrize("skip", SKIPS.values(), ids=SKIPS.keys())
def test_absent_public_data_is_a_reason(tmp_path: Path, skip: str) -> None:
    assert "1 skipped" in run(tmp_path, skip.format(reason=PUBLIC_DATA_ABSENT), strict=True)


def test_elsewhere_a_skip_is_a_skip(tmp_path: Path) -> None:
    assert "1 skipped" in run(tmp_path, SKIPS["in a test"].format(reason="no engine"), strict=False)
