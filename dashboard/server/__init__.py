"""What stands around the Streamlit script: the gate before every path, security headers, documents, health.

`streamlit_app.py` must call `st.App(...)` itself with these two: Streamlit finds the app by reading that file, and would otherwise
run the script without the gate and without a word (safety.md 2.1).
"""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from dashboard.server.documents import document_routes
from dashboard.server.gate import Gate
from dashboard.settings import read_settings


def gate() -> list[Middleware]:
    """The middleware that lets only signed-in people through, outermost of all."""
    return [Middleware(Gate, settings=read_settings())]


def routes() -> list[BaseRoute]:
    """The addresses under which documents leave."""
    return document_routes()
