"""Runs one page of the app without a server and collects every word it shows."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.text.say import Language
from dashboard.ui.session import identity_for_test

ROUTER = str(Path(__file__).resolve().parents[3] / "dashboard" / "router.py")
SECONDS = 240
_TEXTS = ("title", "subheader", "markdown", "caption", "info", "warning", "success", "error", "html")
_WIDGETS = ("selectbox", "text_input", "text_area", "button", "file_uploader")
_EDGE, _END = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"
_ALLOWED = re.compile(
    r"SAMPLE DATA|样例数据|English|中文"  # banner and language switch
    r"|<style>.*?</style>|[^<>|]*\.xlsx![^<>]*|(?:[A-C]\d )?[一-鿿、 ]+![A-Z]+\d+"  # style sheet; file!sheet!cell as the sender named them
    r"|<[^>]*>|&[a-z]+;|:material/\w+:"  # markup
    rf"|{_EDGE}(?:20\d\d(?:-[QH]?\d+)?|[SNA]-20\w+(?:-\w+)*){_END}"  # periods, submissions, snapshots, assessments
    rf"|{_EDGE}(?:[A-C]\d(?:-\d\d)?|[VX]-\d\d|SR-\d\d\w*|G-[AB]\d-\d\d|[VCEKRWS]\d?b?|S[12]-\d\d){_END}"  # codes
    rf"|{_EDGE}[0-9a-f]{{10,}}{_END}|{_EDGE}(?:TRUE|FALSE){_END}|\w*\.(?:xlsx|md|csv){_END}"  # hashes, values of cells, names of files
    rf"|{_EDGE}(?:(?:liaison|region|reviewer|director)-\w+|leader|administrator|shell){_END}"  # accounts
    rf"|{_EDGE}(?:Excel|WPS|DNA|MB|XPCC|SHA-256){_END}"  # names that are the same in both languages
    rf"|{_EDGE}(?:gates|[a-z0-9]+(?:_[a-z0-9]+)+){_END}"  # codes of rules
)


def open_page(account: str, page: str, language: Language = Language.ZH, **parameters: str) -> AppTest:
    """The page as this demo account sees it."""
    app = AppTest.from_file(ROUTER, default_timeout=SECONDS)
    for key, value in identity_for_test(account, language).items():
        app.session_state[key] = value
    app.run()
    app.switch_page(f"pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def words_of(app: AppTest) -> Iterator[str]:
    """Every text of the page: sentences, tables, labels and options of widgets, labels of charts."""
    for kind in _TEXTS:
        yield from (str(getattr(element, "value", "") or getattr(element, "body", "")) for element in app.get(kind))
    for kind in _WIDGETS:
        for element in app.get(kind):
            yield str(element.label)
            yield from getattr(element, "options", ())
    for element in app.dataframe:
        yield from (str(value) for column in element.value.columns for value in element.value[column] if isinstance(value, str))
        yield from (str(entry.get("label", "")) for entry in json.loads(element.proto.columns or "{}").values())
    for element in app.get("plotly_chart"):
        yield from _strings(json.loads(element.proto.spec))


def foreign_words(texts: Iterator[str], language: Language) -> list[str]:
    """What does not belong on a page of this language, with codes, names of files and accounts taken out."""
    foreign = re.compile(r"[A-Za-z]{2,}" if language is Language.ZH else r"[一-鿿]+")
    return [
        f"{found.group()} in {text[:120]!r}" for text in texts for found in foreign.finditer(_ALLOWED.sub(" ", text.replace("\n", " ")))
    ]


def _strings(spec: dict[str, object]) -> Iterator[str]:
    """The texts that a figure draws."""
    layout = spec["layout"]
    for trace in spec["data"]:
        text = trace.get("text", [])
        rows = text if isinstance(text, list) else [text]
        yield from (str(item) for row in rows for item in (row if isinstance(row, list) else [row]))
    for axis in ("xaxis", "yaxis"):
        yield from (str(label) for label in layout.get(axis, {}).get("ticktext", []))
    yield from (str(note["text"]) for note in layout.get("annotations", []))
