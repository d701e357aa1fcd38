"""Coming in and going out: what the gate answers itself, to people who are not (or no longer) signed in.

Plain pages without a script. A form counts only if our own page sent it: same origin, and the same secret in cookie and form.
"""

import hmac
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs, quote

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope

from dashboard.access.identity import hash_token
from dashboard.access.refusals import Refused
from dashboard.server.headers import PAGE_POLICY, plain_policy
from dashboard.server.incoming import Incoming, safe_next
from dashboard.server.sign_in_page import SignInPage, render_closed, render_sign_in, render_sign_out
from dashboard.services.house import House, open_house
from dashboard.services.refusals import REFUSALS, explain_refusal
from dashboard.services.sign_in import Knock, SignedIn, list_demo_accounts, sign_in, sign_in_demo, sign_out
from dashboard.services.signed_in import check_session
from dashboard.settings import LANGUAGE_COOKIE, Settings
from dashboard.text.say import Language

SIGN_IN, SIGN_IN_DEMO, SIGN_OUT, LANGUAGE = "/sign-in", "/sign-in/demo", "/sign-out", "/language"
FORM_COOKIE = "apm_form"
_LONGEST_FORM = 8 * 1024
_YEAR = 365 * 24 * 3600
_WAITING = 12
_STATUS = {"sign_in.refused.locked": 429, "sign_in.refused.limited": 429, "sign_in.refused.busy": 503}


class Door:
    """One for the whole server; keeps only how many attempts are under way."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._attempts = CapacityLimiter(2)
        self._waiting = 0
        # A __Host- cookie is bound to this very host, but browsers take it over TLS only.
        self.session_cookie = "__Host-apm_session" if settings.behind_tls else "apm_session"

    def is_for(self, incoming: Incoming) -> bool:
        """Whether the door answers this path, signed in or not."""
        return incoming.kind == "http" and incoming.path in {SIGN_IN, SIGN_IN_DEMO, SIGN_OUT, LANGUAGE}

    async def answer(self, incoming: Incoming, scope: Scope, receive: Receive) -> Response:
        """The answer to one of the door's paths."""
        if incoming.method == "GET":
            return await self._get(incoming)
        if incoming.method != "POST":
            return PlainTextResponse("method not allowed", 405)
        if incoming.is_from_elsewhere:
            return PlainTextResponse("sent from another site", 403)
        form = await _read_form(Request(scope, receive))
        if form is None:
            return PlainTextResponse("form too long", 413)
        secret = incoming.cookies.get(FORM_COOKIE, "")
        if not secret or not hmac.compare_digest(secret.encode(), form.get("form", "").encode()):
            return await self.sign_in_page(incoming, Refused("sign_in.refused.stale_form"), form.get("next", "/"))
        if incoming.path == SIGN_OUT:
            return await self._leave(incoming)
        return await self._enter(incoming, form)

    async def sign_in_page(self, incoming: Incoming, refusal: Exception | None = None, target: str = "/") -> Response:
        """The sign-in page that leads to `target`, status 401 (429 or 503 where the refusal says so), or that the store is closed."""
        language = incoming.language
        try:
            house = await run_in_threadpool(open_house, self._settings)
            accounts = await run_in_threadpool(list_demo_accounts, house)
        except REFUSALS as trouble:
            closed = explain_refusal(language, trouble)
            return self._page(incoming, lambda nonce, _: render_closed(language, closed, nonce), 503)
        words = explain_refusal(language, refusal) if refusal else ""
        status = _STATUS.get(getattr(refusal, "code", ""), 401)

        def render(nonce: str, secret: str) -> str:
            return render_sign_in(SignInPage(language, house.as_of, accounts, words, safe_next(target), secret, nonce))

        return self._page(incoming, render, status)

    async def _get(self, incoming: Incoming) -> Response:
        if incoming.path == LANGUAGE:
            return self._switch_language(incoming)
        if incoming.path == SIGN_OUT:
            if incoming.header("sec-fetch-site") == "same-origin":
                return await self._leave(incoming)
            return self._page(incoming, lambda nonce, secret: render_sign_out(incoming.language, secret, nonce), 200)
        return await self.sign_in_page(incoming, target=(incoming.query.get("next") or ["/"])[0])

    async def _enter(self, incoming: Incoming, form: dict[str, str]) -> Response:
        """Signs in; the new session replaces the one the browser had."""
        previous = incoming.cookies.get(self.session_cookie)
        knock = Knock(form.get("name", "").strip(), incoming.address, hash_token(previous) if previous else None)
        now = datetime.now(UTC)
        try:
            house = await run_in_threadpool(open_house, self._settings)
            if incoming.path == SIGN_IN_DEMO:
                signed_in = await run_in_threadpool(sign_in_demo, house, knock, now)
            else:
                signed_in = await self._in_turn(lambda: sign_in(house, knock, form.get("password", ""), now))
        except REFUSALS as refusal:
            return await self.sign_in_page(incoming, refusal, form.get("next", "/"))
        response = RedirectResponse(safe_next(form.get("next", "/")), 303, {"cache-control": "no-store"})
        age = int((signed_in.expires - now).total_seconds())
        self._set(response, self.session_cookie, signed_in.token, age)
        return response

    async def _in_turn(self, attempt: Callable[[], SignedIn]) -> SignedIn:
        """Hashing takes memory and time: two at once, a few wait, the rest are asked to come back."""
        if self._waiting >= _WAITING:
            raise Refused("sign_in.refused.busy")
        self._waiting += 1
        try:
            return await to_thread.run_sync(attempt, limiter=self._attempts)
        finally:
            self._waiting -= 1

    async def _leave(self, incoming: Incoming) -> Response:
        token = incoming.cookies.get(self.session_cookie)
        if token:
            await run_in_threadpool(self._end, token)
        response = RedirectResponse("/", 303, {"cache-control": "no-store"})
        response.delete_cookie(self.session_cookie, secure=self._settings.behind_tls, httponly=True, samesite="lax")
        self._set(response, LANGUAGE_COOKIE, incoming.language.value, _YEAR)
        return response

    def _end(self, token: str) -> None:
        house: House = open_house(self._settings)
        now = datetime.now(UTC)
        person = check_session(house, hash_token(token), now)
        if person is not None:
            sign_out(house, person, now)

    def _switch_language(self, incoming: Incoming) -> Response:
        back = safe_next((incoming.query.get("next") or ["/"])[0])
        response = RedirectResponse(quote(back, safe="/?&=%"), 303, {"cache-control": "no-store"})
        to = (incoming.query.get("to") or [""])[0]
        self._set(response, LANGUAGE_COOKIE, to if to in set(Language) else Language.ZH.value, _YEAR)
        return response

    def _page(self, incoming: Incoming, render: Callable[[str, str], str], status: int) -> Response:
        nonce = secrets.token_urlsafe(16)
        secret = incoming.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(16)
        response = HTMLResponse(render(nonce, secret), status, {PAGE_POLICY: plain_policy(nonce)})
        self._set(response, FORM_COOKIE, secret, None)
        return response

    def _set(self, response: Response, name: str, value: str, age: int | None) -> None:
        response.set_cookie(name, value, max_age=age, httponly=True, secure=self._settings.behind_tls, samesite="lax")


async def _read_form(request: Request) -> dict[str, str] | None:
    """The fields of a form of ordinary length; None if it is longer."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return None
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}
