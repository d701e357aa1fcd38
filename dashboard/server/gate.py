"""The gate in front of every path: pages, websocket, uploads, media, scripts, documents. Without a session nothing passes (safety.md 2.1).

A page asked for without a session is answered with the sign-in page and status 401, anything else with 401 alone; a websocket is
closed. With a session the request goes on with a sealed identity and without the session's token.
"""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.access.actions import Action
from dashboard.access.identity import hash_token, seal_identity
from dashboard.access.permissions import may_ever
from dashboard.server import uploads
from dashboard.server.assets import app_page, compressed_asset
from dashboard.server.door import Door
from dashboard.server.headers import guarded
from dashboard.server.incoming import PERSON, Incoming, read_incoming, with_identity
from dashboard.server.start import settle_after_start
from dashboard.services.house import open_house
from dashboard.services.refusals import REFUSALS
from dashboard.services.signed_in import Person, check_session
from dashboard.settings import Settings

HEALTH = "/health"
CLOSED_POLICY_VIOLATION = 1008
_SHUT = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent", "/auth/", "/oauth2callback")
"""Parts of Streamlit that this product does not use."""


class Gate:
    """ASGI middleware; one for the whole server."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._door = Door(settings)
        self._budget = uploads.UploadBudget(settings.upload_megabytes, settings.upload_budget_megabytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, refuses, or hands the request on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, settle_after_start(send))
            return
        incoming = read_incoming(scope)
        guard = guarded(send, incoming.host, self._settings.behind_tls) if incoming.kind == "http" else send
        answer = await self._answer(incoming, scope, receive)
        if isinstance(answer, Response):
            await answer(scope, receive, guard)
        elif isinstance(answer, Person):
            sealed = seal_identity(answer.token_hash)
            passed_on = with_identity(scope, self._door.session_cookie, sealed)
            await self._app({**passed_on, PERSON: answer}, receive, guard)
        else:
            await send({"type": "websocket.close", "code": CLOSED_POLICY_VIOLATION})

    async def _answer(self, incoming: Incoming, scope: Scope, receive: Receive) -> Response | Person | None:
        """The gate's own answer, or the person for whom the request goes on; None closes a websocket."""
        if not incoming.is_for(self._settings.allowed_hosts):
            return PlainTextResponse("unknown host", 421) if incoming.kind == "http" else None
        if incoming.path == HEALTH and incoming.method in {"GET", "HEAD"}:
            return PlainTextResponse("ok", headers={"cache-control": "no-store"})
        if self._door.is_for(incoming):
            return await self._door.answer(incoming, scope, receive)
        person = await self._person(incoming)
        if person is None:
            return await self._refuse(incoming)
        return self._objection(incoming, person) or (None if _is_hijack(incoming) else person)

    async def _person(self, incoming: Incoming) -> Person | None:
        token = incoming.cookies.get(self._door.session_cookie)
        if not token:
            return None
        try:
            return await run_in_threadpool(self._check, token)
        except REFUSALS:
            return None

    def _check(self, token: str) -> Person | None:
        return check_session(open_house(self._settings), hash_token(token), datetime.now(UTC))

    async def _refuse(self, incoming: Incoming) -> Response | None:
        if incoming.kind == "websocket":
            return None
        if incoming.wants_page:
            return await self._door.sign_in_page(incoming, target=incoming.target)
        return PlainTextResponse("sign in first", 401, headers={"cache-control": "no-store"})

    def _objection(self, incoming: Incoming, person: Person) -> Response | None:
        """The refusal of a request whose sender is known; None if there is none."""
        if incoming.kind == "websocket":
            return None
        if incoming.path.startswith(_SHUT):
            return PlainTextResponse("not here", 404)
        if incoming.method not in {"GET", "HEAD"} and incoming.is_from_elsewhere:
            return PlainTextResponse("sent from another site", 403)
        if incoming.path.startswith(uploads.PREFIX) and incoming.method == "PUT":
            return self._upload_objection(incoming, person)
        return app_page(incoming) or compressed_asset(incoming)

    def _upload_objection(self, incoming: Incoming, person: Person) -> Response | None:
        if not any(may_ever(person.actor.role, action) for action in (Action.CHECK_WORKBOOK, Action.REPLY)):
            return PlainTextResponse("this role uploads nothing", 403)
        status = self._budget.objection(incoming, person.actor.name)
        return PlainTextResponse("upload refused", status) if status else None


def _is_hijack(incoming: Incoming) -> bool:
    """A websocket that another site's page opens with this browser's cookies."""
    return incoming.kind == "websocket" and incoming.is_from_elsewhere
