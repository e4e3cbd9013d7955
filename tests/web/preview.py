"""The example pages, served on loopback as Kith serves them: ``python -m tests.web.preview`` prints the address.

The content security policy is the product's, so that a page that breaks it breaks here.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.web.examples import EXAMPLES
from web import render

STATIC = Path(__file__).resolve().parents[2] / "web" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Handler(SimpleHTTPRequestHandler):
    """``/NAME`` is an example, ``/static/…`` a file, and ``answers`` what the API would say."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
    }

    def __init__(self, *args: object, answers: dict[str, tuple[int, str]], **options: object) -> None:
        self.answers = answers
        super().__init__(*args, directory=str(STATIC), **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        name = self.path.strip("/").partition("?")[0]
        if name.startswith("static/"):
            self.path = self.path.removeprefix("/static")
            super().do_GET()
        elif name in EXAMPLES:
            self._send(200, "text/html; charset=utf-8", render(*EXAMPLES[name]))
        elif name in self.answers:
            status, body = self.answers[name]
            self._send(status, "application/json", body)
        else:
            links = "".join(f'<li><a href="/{each}">{each}</a></li>' for each in EXAMPLES)
            self._send(200 if not name else 404, "text/html; charset=utf-8", f"<ul>{links}</ul>")

    def _send(self, status: int, kind: str, body: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the library gives it
        """Say nothing: a test's output is its result."""


@contextmanager
def preview(answers: dict[str, tuple[int, str]] | None = None, port: int = 0) -> Iterator[str]:
    """Serve the examples; yields the address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, answers=answers or {}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    with preview(port=8400) as address:
        print(address)  # noqa: T201 - a command-line tool
        threading.Event().wait()
