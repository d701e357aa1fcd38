"""What happens once when the server starts: pages only through the router, modules loaded, and what is loaded not collected again."""

import gc
import importlib
import pkgutil

from starlette.types import Message, Send
from streamlit.runtime.pages_manager import PagesManager

import dashboard


def settle_after_start(send: Send) -> Send:
    """`send` of the lifespan, with the settling done before the server says that it has started."""

    async def send_settled(message: Message) -> None:
        if message["type"] == "lifespan.startup.complete":
            settle()
        await send(message)

    return send_settled


def settle() -> None:
    """Loads what pages will need and freezes it: Streamlit collects all garbage after every rerun, 80 ms with plotly (safety.md 2.6).

    Streamlit takes a folder named pages beside the script for its older kind of app and, until the router has run once in the
    process, would run a page that is asked for by its address without the router. This says beforehand which kind it is.
    """
    PagesManager.uses_pages_directory = False
    for layer in ("charts", "ui"):
        folder = importlib.import_module(f"{dashboard.__name__}.{layer}")
        for module in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
