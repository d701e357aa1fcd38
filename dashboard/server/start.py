"""What happens once when the server has started: the modules of the pages are loaded, and what is loaded is taken out of collection."""

import gc
import importlib
import pkgutil

from starlette.types import Message, Send

import dashboard


def settle_after_start(send: Send) -> Send:
    """`send` of the lifespan, with the settling done before the server says that it has started."""

    async def send_settled(message: Message) -> None:
        if message["type"] == "lifespan.startup.complete":
            settle()
        await send(message)

    return send_settled


def settle() -> None:
    """Loads what pages will need and freezes it: Streamlit collects all garbage after every rerun, 80 ms with plotly (safety.md 2.6)."""
    for layer in ("charts", "ui"):
        folder = importlib.import_module(f"{dashboard.__name__}.{layer}")
        for module in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
