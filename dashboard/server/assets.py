"""Streamlit's own page, scripts and styles. Scripts are compressed once and kept: 7 MB become 2 MB on the way to a ministry's browser.

The page is sent with the language and the name of this product, which screen readers and the choice of Chinese glyphs depend on.

Only files of Streamlit's static folder, only to who is signed in (the gate asks first).
"""

import gzip
import re
from functools import cache
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse, Response
from streamlit import file_util

from dashboard.server.incoming import Incoming
from dashboard.text.say import Language, say

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


def app_page(incoming: Incoming) -> Response | None:
    """The page that loads the app, for whatever address a browser asks a page of; None for anything else."""
    return HTMLResponse(_app_html(incoming.language)) if incoming.wants_page else None


@cache
def _app_html(language: Language) -> str:
    html = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    needs_script = f"<noscript><p>{escape(say(language, 'sign_in.needs_script'))}</p></noscript>"
    replaced = {
        r'<html lang="en">': f'<html lang="{"zh-CN" if language is Language.ZH else "en"}">',
        r"<title>.*?</title>": f"<title>{escape(say(language, 'sign_in.product'))}</title>",
        r"<noscript>.*?</noscript>": needs_script,
        r'<link rel="service-desc"[^>]*>': "",
        r'="\./': '="/',
    }
    for theirs, ours in replaced.items():
        html = re.sub(theirs, ours, html, flags=re.DOTALL)  # our words hold no backslash
    return html


def _asset_path(path: str) -> Path | None:
    folder = Path(file_util.get_static_dir()).resolve()
    if not path.startswith(PREFIX) or "\\" in path or "\0" in path:
        return None
    file = (folder / path.removeprefix("/")).resolve()
    return file if file.suffix in _TYPES and file.is_relative_to(folder / "static") and file.is_file() else None


@cache
def _compress(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
