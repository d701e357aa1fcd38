"""YAML is read as plain text: the traps of YAML 1.1 are closed and irregular documents are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue.catalogue import CatalogueError
from indicators.catalogue.fields import parse_flag, parse_number, parse_whole
from indicators.catalogue.yaml_lines import Located, parse_yaml


def pairs(text: str) -> dict[str, object]:
    document = parse_yaml(text, "f.yaml")
    assert isinstance(document.value, dict)
    return {key: piece.value for key, piece in document.value.items()}


def test_norway_leading_zeros_and_dates_stay_words() -> None:
    found = pairs("NO: NO\ncode: 012\nday: 2024-04-30\nratio: 1:30\nempty:\nnothing: ~\nbig: 1_000\n")
    assert found == {"NO": "NO", "code": "012", "day": "2024-04-30", "ratio": "1:30", "empty": "", "nothing": "~", "big": "1_000"}


def test_every_piece_knows_its_line() -> None:
    document = parse_yaml("a: 1\nb:\n  - x\n  - y: 2\n", "f.yaml")
    assert isinstance(document.value, dict)
    items = document.value["b"].value
    assert isinstance(items, tuple)
    assert [item.line for item in items] == [3, 4]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", r"f\.yaml:3: the key 'a' appears twice \(first on line 1\)"),
        ("- {a: 1, a: 2}\n", r"f\.yaml:1: the key 'a' appears twice"),
        ("a: &x 1\nb: *x\n", r"f\.yaml:1: anchors and aliases are not used"),
        ("? [a, b]\n: 1\n", r"f\.yaml:1: a key must be a word"),
        ("a: 1\n---\nb: 2\n", r"f\.yaml:2: a second document begins here"),
        ("a: [1, 2\n", r"f\.yaml:2: not valid YAML"),
        ("a: b: c\n", r"f\.yaml:1: not valid YAML"),
        ("", r"f\.yaml:1: the file is empty"),
        ("# only a comment\n", r"f\.yaml:1: the file is empty"),
        ("[" * 200, r"f\.yaml:1: (nested too deeply|not valid YAML)"),
        ("a: \x00\n", r"f\.yaml.* not valid YAML"),
    ],
)
def test_irregular_documents_are_refused_with_their_line(text: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        parse_yaml(text, "f.yaml")


def test_octal_looking_counts_and_yes_are_refused_where_a_value_is_cast() -> None:
    for parse, text in ((parse_whole, "012"), (parse_whole, "1_000"), (parse_flag, "yes"), (parse_number, "1e3"), (parse_number, "½")):
        with pytest.raises(CatalogueError, match=r"^f\.yaml:7: field: expected"):
            parse(Located("f.yaml", 7, text), "field")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_never_a_traceback(text: str) -> None:
    try:
        parse_yaml(text, "f.yaml")
    except CatalogueError as refused:
        assert str(refused).startswith("f.yaml")
