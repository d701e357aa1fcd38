"""A catalogue as one file for the store, and back: what an assessment was made by must be at hand when it is computed again.

The file is JSON: name in the folder -> text. Equal files give equal bytes; the same reader reads them as reads the folder.
"""

import json
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from indicators.catalogue.catalogue import Catalogue, CatalogueError
from indicators.catalogue.load import load_catalogue

# What is kept comes back onto a disk: only names that a catalogue folder has.
_NAME = re.compile(r"(areas/)?[A-Za-z0-9_]+\.(yaml|csv)")


def pack_catalogue(catalogue: Catalogue) -> bytes:
    """The files a catalogue was read from as one; CatalogueError for one that was not read from a folder in our own YAML."""
    if not catalogue.files:
        raise CatalogueError("this catalogue was not read from a folder of its own and cannot be kept")
    texts = {name: data.decode() for name, data in catalogue.files.items()}
    return json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def load_packed_catalogue(data: bytes, on: date | None = None) -> Catalogue:
    """The catalogue of `pack_catalogue` with the rules in force on a day (None: the latest); CatalogueError for anything else."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        for name, text in _texts(data).items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        return load_catalogue(folder, on)


def _texts(data: bytes) -> dict[str, str]:
    try:
        texts = json.loads(data)
    except ValueError as error:
        raise CatalogueError("the kept catalogue cannot be read") from error
    if not isinstance(texts, dict) or not all(_NAME.fullmatch(name) and isinstance(text, str) for name, text in texts.items()):
        raise CatalogueError("the kept catalogue holds something else than the files of a catalogue")
    return texts
