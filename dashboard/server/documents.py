"""The addresses under which documents leave: templates, briefs, originals, marked workbooks, receipts.

Services make each document, ask for the permission and write the event; here it only gets its name and its headers. A refusal is a
plain page with the sentence.
"""

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.access.refusals import AccessRefused
from dashboard.server.incoming import PERSON, Incoming, read_incoming
from dashboard.services.briefs import make_brief
from dashboard.services.desk import Desk
from dashboard.services.documents import annotated_draft, annotated_file, corrected_draft, notice_document, original_file, receipt_document
from dashboard.services.held_uploads import annotated_held
from dashboard.services.house import open_house
from dashboard.services.obligations import download_template
from dashboard.services.refusals import REFUSALS, explain_refusal
from dashboard.services.views import Document
from dashboard.settings import read_settings
from dashboard.text.say import Language
from indicators.store.refusals import NotFound, StoreUnavailable

Asked = Mapping[str, str]
Make = Callable[[Desk, Asked, Language], Document]


def document_routes() -> list[BaseRoute]:
    """One route for each kind of document, below /documents."""
    return [
        _route("/template", lambda desk, asked, _: download_template(desk, _part(asked, "department"), _part(asked, "round"))),
        _route("/brief", lambda desk, asked, language: make_brief(desk, _part(asked, "period"), language, asked.get("format", "pdf"))),
        _route("/submission/{id}/original", lambda desk, asked, _: original_file(desk, asked["id"])),
        _route("/submission/{id}/annotated", lambda desk, asked, _: annotated_file(desk, asked["id"])),
        _route("/upload/{token}/annotated", lambda desk, asked, _: annotated_held(desk, asked["token"])),
        _route("/draft/{round}/corrected", lambda desk, asked, _: corrected_draft(desk, asked["round"])),
        _route("/draft/{round}/annotated", lambda desk, asked, _: annotated_draft(desk, asked["round"])),
        _route("/notice/{id}", lambda desk, asked, language: notice_document(desk, asked["id"], language)),
        _route("/receipt/{id}", lambda desk, asked, language: receipt_document(desk, asked["id"], language)),
    ]


def _route(path: str, make: Make) -> BaseRoute:
    async def serve(request: Request) -> Response:
        return await run_in_threadpool(_serve, request, make)

    return Route(f"/documents{path}", serve, methods=["GET"])


def _serve(request: Request, make: Make) -> Response:
    incoming = read_incoming(request.scope)
    asked = {**dict(request.query_params), **request.path_params}
    try:
        desk = open_house(read_settings()).desk(request.scope[PERSON].actor)
        document = make(desk, asked, incoming.language)
    except REFUSALS as refusal:
        return _refusal_page(refusal, incoming)
    headers = {"content-disposition": content_disposition(document.name), "cache-control": "no-store"}
    return Response(document.data, headers=headers, media_type=document.media_type)


def _part(asked: Asked, name: str) -> str:
    if not asked.get(name):
        raise NotFound("document", name)
    return asked[name]


def content_disposition(name: str) -> str:
    """The header that saves a file under its name, Chinese or not (RFC 6266); the plain form holds ASCII letters only."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _refusal_page(refusal: Exception, incoming: Incoming) -> Response:
    statuses = {AccessRefused: 403, NotFound: 404, StoreUnavailable: 503}
    words = escape(explain_refusal(incoming.language, refusal))
    html = f'<!doctype html><html lang="{incoming.language}"><meta charset="utf-8"><title>{words}</title><p>{words}</p></html>'
    return HTMLResponse(html, statuses.get(type(refusal), 409))
