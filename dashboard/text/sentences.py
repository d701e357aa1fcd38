"""The sentences on disk: one YAML file per subject, both languages side by side under each code.

The key of a sentence is `file.path.to.code`. Everything is read as text, repeated keys are refused, and a code without one of
the two languages is refused, each with file and line. This module fills no placeholders: see `say`.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from indicators.model.words import Bilingual

TEXT_FOLDER = Path(__file__).parent


class Language(StrEnum):
    """The two languages of the product; Chinese is the first."""

    ZH = "zh"
    EN = "en"


class SentenceError(Exception):
    """A sentence is missing, incomplete or lacks a fact. Our own fault: it is never shown to a user as a refusal."""


@cache
def load_sentences(folder: Path = TEXT_FOLDER) -> Mapping[str, Bilingual]:
    """All sentences of a folder by key; SentenceError names file and line of the first one that is not whole."""
    sentences: dict[str, Bilingual] = {}
    for path in sorted(folder.glob("*.yaml")):
        sentences.update(parse_sentences(path.read_text(encoding="utf-8"), path.stem))
    return sentences


def parse_sentences(text: str, stem: str) -> dict[str, Bilingual]:
    """The sentences of one file's text, with keys that begin with `stem`; SentenceError for anything irregular."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise SentenceError(f"{stem}.yaml: {error}") from error
    return dict(_sentences_under(root, stem, stem)) if root is not None else {}


def find_sentence(code: str, language: Language) -> str:
    """The sentence with its placeholders unfilled; SentenceError if there is none."""
    sentence = load_sentences().get(code)
    if sentence is None:
        raise SentenceError(f"no sentence {code!r}")
    return sentence.in_language(language)


def _sentences_under(node: yaml.Node, key: str, stem: str) -> Iterator[tuple[str, Bilingual]]:
    children = _children(node, key, stem)
    if set(children) & set(Language):
        yield key, _sentence(children, node, key, stem)
        return
    for name, child in children.items():
        yield from _sentences_under(child, f"{key}.{name}", stem)


def _children(node: yaml.Node, key: str, stem: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise SentenceError(f"{_place(node, stem)}: {key} is not a sentence with zh and en")
    children: dict[str, yaml.Node] = {}
    for name, child in node.value:
        if name.value in children:
            raise SentenceError(f"{_place(name, stem)}: {key}.{name.value} is repeated")
        children[name.value] = child
    return children


def _sentence(children: Mapping[str, yaml.Node], node: yaml.Node, key: str, stem: str) -> Bilingual:
    texts = {name: child.value for name, child in children.items() if isinstance(child, yaml.ScalarNode)}
    if set(texts) != set(Language) or set(children) != set(Language) or not all(text.strip() for text in texts.values()):
        raise SentenceError(f"{_place(node, stem)}: {key} needs exactly zh and en, both with text")
    return Bilingual(zh=texts[Language.ZH].strip(), en=texts[Language.EN].strip())


def _place(node: yaml.Node, stem: str) -> str:
    return f"{stem}.yaml line {node.start_mark.line + 1}"
