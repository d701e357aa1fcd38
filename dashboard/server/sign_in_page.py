"""The sign-in page and its kin as plain HTML: no script, one style sheet of its own. Every text that is put in is escaped."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import quote

from dashboard.access.accounts import LOCK_AFTER, LOCK_MINUTES
from dashboard.access.roles import Role
from dashboard.text.figures import say_date
from dashboard.text.say import Language, say
from indicators.model.words import Bilingual
from indicators.store.accounts import AccountRecord
from sample_data.accounts import DEMO_PASSWORD

STYLE = Path(__file__).with_name("sign_in.css").read_text(encoding="utf-8")
_HTML_LANGUAGE = {Language.ZH: "zh-CN", Language.EN: "en"}
_GROUPS = (
    ("office", (Role.DIRECTOR, Role.REVIEWER)),
    ("readers", (Role.LEADER, Role.REGION)),
    ("liaison", (Role.LIAISON,)),
    ("administrator", (Role.ADMINISTRATOR,)),
)
_SHOWN_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What the page shows. `as_of`: the demo's own day; `accounts`: those anybody may enter; `refusal`: a sentence or nothing."""

    language: Language
    as_of: date | None
    accounts: Sequence[AccountRecord]
    refusal: str
    next: str
    form: str
    nonce: str


def render_sign_in(page: SignInPage) -> str:
    """The sign-in page; on a demo store the sample accounts come first, each one click away."""
    refusal = f'<p class="refusal" role="alert">{escape(page.refusal)}</p>' if page.refusal else ""
    password = _password_form(page)
    if page.accounts:
        say_it = _sayer(page.language)
        password = f"<details><summary>{say_it('with_password')}</summary>{password}</details>"
    body = f"{refusal}{_demo(page)}{password}"
    return _document(page.language, "title", body, page)


def render_sign_out(language: Language, form: str, nonce: str) -> str:
    """The question whether to sign out, for those who did not come from one of our pages."""
    say_it = _sayer(language)
    body = (
        f"<p>{say_it('sign_out.question')}</p>"
        f'<form method="post" action="/sign-out">{_hidden("form", form)}<button class="main">{say_it("sign_out.confirm")}</button></form>'
        f'<p><a href="/">{say_it("sign_out.stay")}</a></p>'
    )
    return _document(language, "sign_out.title", body, SignInPage(language, None, (), "", "/", form, nonce))


def render_closed(language: Language, words: str, nonce: str) -> str:
    """What is shown while there is no store."""
    body = f'<p class="refusal" role="alert">{escape(words)}</p>'
    return _document(language, "title", body, SignInPage(language, None, (), "", "/", "", nonce))


def _document(language: Language, title: str, body: str, page: SignInPage) -> str:
    say_it = _sayer(language)
    banner = ""
    if page.as_of:
        explained = escape(say(language, "sign_in.sample_explained", as_of=say_date(page.as_of, language)))
        banner = f'<div class="sample" role="note"><strong>{_both("sample_banner")}</strong><span>{explained}</span></div>'
    return (
        f'<!doctype html><html lang="{_HTML_LANGUAGE[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{say_it(title)} · {say_it("product")}</title><link rel="icon" href="data:,">'
        f'<style nonce="{page.nonce}">{STYLE}</style></head><body>{banner}<header><div>'
        f'<p class="product">{say_it("product")}</p><p class="subtitle">{say_it("subtitle")}</p></div>{_languages(page)}</header>'
        f"<main><h1>{say_it(title)}</h1>{body}</main><footer>{say_it('privacy')}</footer></body></html>"
    )


def _languages(page: SignInPage) -> str:
    links = []
    for language, name in ((Language.ZH, "chinese"), (Language.EN, "english")):
        word = escape(say(language, f"sign_in.{name}"))
        current = ' aria-current="true"' if language is page.language else ""
        links.append(f'<a href="/language?to={language}&amp;next={quote(page.next)}" lang="{_HTML_LANGUAGE[language]}"{current}>{word}</a>')
    return f'<nav aria-label="{escape(say(page.language, "sign_in.language_switch"))}">{"".join(links)}</nav>'


def _password_form(page: SignInPage) -> str:
    say_it = _sayer(page.language)
    help_text = escape(say(page.language, "sign_in.help", attempts=LOCK_AFTER, minutes=LOCK_MINUTES))
    focus = "" if page.accounts else " autofocus"
    return (
        f'<form method="post" action="/sign-in" class="password">{_hidden("form", page.form)}{_hidden("next", page.next)}'
        f'<label for="name">{say_it("account")}</label>'
        f'<input id="name" name="name" autocomplete="username" required maxlength="64" spellcheck="false"{focus}>'
        f'<label for="password">{say_it("password")}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128">'
        f'<button class="main">{say_it("enter")}</button></form><p class="help">{help_text}</p>'
    )


def _demo(page: SignInPage) -> str:
    if not page.accounts:
        return ""
    say_it = _sayer(page.language)
    groups = "".join(_group(page, name, [one for one in page.accounts if one.role in roles]) for name, roles in _GROUPS)
    note = escape(say(page.language, "sign_in.demo_note", password=DEMO_PASSWORD))
    return f'<section class="demo"><h2>{say_it("demo_title")}</h2><p class="help">{note}</p>{groups}</section>'


def _group(page: SignInPage, name: str, accounts: Sequence[AccountRecord]) -> str:
    if not accounts:
        return ""
    say_it = _sayer(page.language)
    first, rest = accounts[:_SHOWN_AT_ONCE], accounts[_SHOWN_AT_ONCE:]
    more = escape(say(page.language, "sign_in.demo_more", count=len(rest)))
    folded = f"<details><summary>{more}</summary>{_cards(page, rest)}</details>" if rest else ""
    return f"<h3>{say_it(f'demo_group.{name}')}</h3>{_cards(page, first)}{folded}"


def _cards(page: SignInPage, accounts: Iterable[AccountRecord]) -> str:
    cards = []
    for account in accounts:
        display = Bilingual(account.display_zh, account.display_en).in_language(page.language)
        may = say(page.language, f"roles.{account.role}.may")
        words = f"<strong>{escape(display)}</strong><span>{escape(may)}</span>"
        cards.append(
            f'<form method="post" action="/sign-in/demo">{_hidden("form", page.form)}{_hidden("next", page.next)}'
            f'<button name="name" value="{escape(account.name)}">{words}</button></form>'
        )
    return f'<div class="cards">{"".join(cards)}</div>'


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _both(code: str) -> str:
    return " · ".join(escape(say(language, f"sign_in.{code}")) for language in Language)


def _sayer(language: Language) -> Callable[[str], str]:
    return lambda code: escape(say(language, f"sign_in.{code}"))
