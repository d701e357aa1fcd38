"""Security headers on every answer, whoever made it: the gate, Streamlit, or a document route."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send
from streamlit import file_util

PAGE_POLICY = "content-security-policy"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_STRICT_TRANSPORT = "max-age=31536000"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def guarded(send: Send, host: str, behind_tls: bool) -> Send:
    """`send` with the security headers added; an answer that brings its own content policy keeps it."""
    policy = app_policy(host)

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers[name] = value
            headers.setdefault(PAGE_POLICY, policy)
            _keep_private(headers)
            if behind_tls:
                headers["strict-transport-security"] = _STRICT_TRANSPORT
        await send(message)

    return send_guarded


def app_policy(host: str) -> str:
    """What Streamlit's page may load: its own files only. The host is named because older browsers leave ws: out of 'self'."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(_inline_hashes())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host} wss://{host}",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def plain_policy(nonce: str) -> str:
    """What a page of the gate may load: one style sheet with this nonce, no script at all."""
    return f"default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def _keep_private(headers: MutableHeaders) -> None:
    """Only the browser of who is signed in may keep a file; a page is not kept at all."""
    if headers.get("content-type", "").startswith("text/html"):
        headers["cache-control"] = "no-store"
    elif "public" in headers.get("cache-control", ""):
        headers["cache-control"] = headers["cache-control"].replace("public", "private")


@cache
def _inline_hashes() -> tuple[str, ...]:
    """The hashes of the scripts written into Streamlit's index.html, so that no other inline script runs."""
    html = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(html))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
