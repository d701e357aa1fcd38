"""What a request says of itself, read from the ASGI scope: path, cookies, where it comes from, and whether it is one of our own pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from starlette.types import Scope

from dashboard.access.identity import IDENTITY_HEADER
from dashboard.settings import LANGUAGE_COOKIE
from dashboard.text.say import Language

PERSON = "apm.person"
"""Where the scope handed on carries who is signed in, for our own routes."""
_FOREIGN_IDENTITY = {"remote-user", "x-remote-user", "x-forwarded-user", "x-auth-request-user", "x-streamlit-user", "x-user"}
_OWN_PREFIX = "x-apm-"
_PARTS = ("/_stcore", "/media", "/component", "/static", "/documents", "/app/static")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One request or websocket handshake. `target`: path and query as sent; `address`: the client's, as the server in front reports it."""

    kind: str
    method: str
    path: str
    target: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    cookies: dict[str, str]
    address: str

    def header(self, name: str) -> str:
        """One header by its lower-case name, or an empty text."""
        return self.headers.get(name, "")

    @property
    def host(self) -> str:
        """The host the client asked for, with its port."""
        return self.header("host")

    @property
    def language(self) -> Language:
        """The language asked for in the address, else of the cookie, else Chinese."""
        asked = (self.query.get("language") or [self.cookies.get(LANGUAGE_COOKIE, "")])[0]
        return Language(asked) if asked in set(Language) else Language.ZH

    @property
    def wants_page(self) -> bool:
        """Whether a person's browser asks for a page, not a part of one."""
        return self.kind == "http" and self.method == "GET" and "text/html" in self.header("accept") and not self.path.startswith(_PARTS)

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether another site made the browser send this. Without the headers that tell, it is no browser or a very old one."""
        origin = self.header("origin")
        if origin:
            return urlsplit(origin).netloc != self.host
        return self.header("sec-fetch-site") in {"cross-site", "same-site"}

    def is_for(self, allowed_hosts: Iterable[str]) -> bool:
        """Whether the host asked for is one of ours, so that a name somebody else controls cannot lead here."""
        name = urlsplit(f"//{self.host}").hostname or ""
        return any(allowed == "*" or allowed.strip("[]").lower() == name for allowed in allowed_hosts)


def read_incoming(scope: Scope) -> Incoming:
    """The request of a scope of type http or websocket; of repeated headers the last counts, except cookies."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    cookies = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"cookie"]
    client = scope.get("client")
    query = scope.get("query_string", b"").decode("latin-1")
    return Incoming(
        kind=scope["type"],
        method=scope.get("method", ""),
        path=scope["path"],
        target=quote(scope["path"]) + (f"?{query}" if query else ""),
        query=parse_qs(query),
        headers=headers,
        cookies=_parse_cookies("; ".join(cookies)),
        address=client[0] if client else "",
    )


def with_identity(scope: Scope, session_cookie: str, sealed: str) -> Scope:
    """The scope to hand on: without identity headers from outside and without the session's token, with our sealed identity."""
    kept = [(name, value) for name, value in scope["headers"] if not _is_identity(name) and name.lower() != b"cookie"]
    cookies = {name: value for name, value in read_incoming(scope).cookies.items() if name != session_cookie}
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = [*kept, (b"cookie", cookie.encode("latin-1")), (IDENTITY_HEADER.encode(), sealed.encode())]
    return {**scope, "headers": headers}


def safe_next(target: str) -> str:
    """A path on this site to go to after signing in; the front page for anything that could lead elsewhere."""
    parts = urlsplit(target)
    stays = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return target if stays and target.isprintable() and not target.startswith(("/sign-", "/language")) else "/"


def _is_identity(name: bytes) -> bool:
    text = name.decode("latin-1").lower().replace("_", "-")
    return text.startswith(_OWN_PREFIX) or text in _FOREIGN_IDENTITY


def _parse_cookies(text: str) -> dict[str, str]:
    """Cookies by name; of a repeated name the first counts, which is the one with the more specific path."""
    cookies: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.strip().partition("=")
        if name and equals:
            cookies.setdefault(name, value)
    return cookies
