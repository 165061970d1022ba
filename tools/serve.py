"""Serve the built book at a local address, until Ctrl-C: `serve.py [PORT]`.

As a static host does it: text is compressed, and a missing page is 404.html. That
page links from the root of the published book, which is here another name of the root.
"""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import yaml

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
COMPRESSED = {".css", ".csv", ".html", ".ipynb", ".js", ".json", ".svg", ".txt", ".xml"}


@cache
def published_root() -> str:
    """The path under which the book is published, from `_config.yml`: `/lossedu/`."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    return urlsplit(config["sphinx"]["config"]["html_baseurl"]).path


@cache
def compressed(path: Path, changed: float) -> bytes:
    """The file's text as it travels; `changed` is when it was last written."""
    return gzip.compress(path.read_bytes(), mtime=0)


class StaticHost(SimpleHTTPRequestHandler):
    """Serves a folder; `directory` is its path."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        with suppress(ConnectionError):  # a browser that has gone on
            super().handle()

    def translate_path(self, path: str) -> str:
        return super().translate_path(f"/{path.removeprefix(published_root())}")

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if path.is_dir() or (path.is_file() and path.suffix not in COMPRESSED):
            return super().send_head()
        status = HTTPStatus.OK
        if not path.is_file():
            status, path = HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html"
            if not path.is_file():
                self.send_error(status)
                return None
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        changed = path.stat().st_mtime
        body = compressed(path, changed) if packed else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def host(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server for the folder at the port, or at a free one if it is taken."""
    handler = partial(StaticHost, directory=str(folder))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the folder from a thread, and give its address."""
    with host(folder) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def main() -> None:
    if not (HTML / "index.html").exists():
        sys.exit("There is no book yet: run `make book` first.")
    with host(HTML, int(sys.argv[1]) if len(sys.argv) > 1 else 8000) as server:
        print(f"The book is at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
