"""Streamlit's own scripts and styles, compressed once and kept: 7 MB become 2 MB on the way to a ministry's browser.

Only files of Streamlit's static folder, only to who is signed in (the gate asks first).
"""

import gzip
from functools import cache
from pathlib import Path

from starlette.responses import Response
from streamlit import file_util

from dashboard.server.incoming import Incoming

PREFIX = "/static/"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_YEAR = 365 * 24 * 3600


def compressed_asset(incoming: Incoming) -> Response | None:
    """The answer to a request for a script or style; None for anything else, which Streamlit answers itself."""
    if incoming.method != "GET" or "gzip" not in incoming.header("accept-encoding"):
        return None
    path = _asset_path(incoming.path)
    if path is None:
        return None
    headers = {"content-encoding": "gzip", "vary": "accept-encoding", "cache-control": f"private, immutable, max-age={_YEAR}"}
    return Response(_compress(path), headers=headers, media_type=_TYPES[path.suffix])


def _asset_path(path: str) -> Path | None:
    folder = Path(file_util.get_static_dir()).resolve()
    if not path.startswith(PREFIX) or "\\" in path or "\0" in path:
        return None
    file = (folder / path.removeprefix("/")).resolve()
    return file if file.suffix in _TYPES and file.is_relative_to(folder / "static") and file.is_file() else None


@cache
def _compress(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
