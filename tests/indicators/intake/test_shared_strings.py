"""Shared strings read at once are those that are read element by element; what is not plain is never read at once."""

import pytest
from intake_workbooks import read_parts

from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.shared_strings import read_each_string, read_strings, split_strings

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="u" count="2" uniqueCount="2">'
PLAIN = [
    "<si><t>甲</t></si>",
    '<si><t xml:space="preserve"> a\nb </t></si><si><t></t></si>',
    "<si><t>a &lt;b&gt; &amp;amp; &quot;c&apos;</t></si>",
    "<si><t>_x0031_2]]</t></si>",
]
NOT_PLAIN = [
    "<si><r><t>1</t></r><r><t>2</t></r></si>",
    "<si><t>东京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>",
    "<si><t>&#49;</t></si>",
    "<si><t><![CDATA[5]]></t></si>",
    "<si><t>a</t></si><!-- <si><t>b</t></si> -->",
    "<si><t/></si>",
    "<si></si>",
    "<si><t>a</t></si><extLst/>",
    "",
]
BROKEN = ["<si><t>a</si>", "<si><t>a</t></si></sst>", "<si><t>&x;</t></si>", "<si><t>\x01</t></si>", "<si><t>a]]></t></si>"]


def part_of(strings: str) -> bytes:
    return HEAD + strings.encode() + b"</sst>"


@pytest.mark.parametrize("strings", PLAIN)
def test_plain_strings_are_read_at_once_as_expat_reads_them(strings: str) -> None:
    content = part_of(strings)
    split = split_strings(content)
    assert split is not None
    assert split[1] == read_each_string(content, Limits())


@pytest.mark.parametrize("strings", NOT_PLAIN)
def test_what_is_not_plain_is_read_element_by_element(strings: str) -> None:
    content = part_of(strings)
    assert split_strings(content) is None
    assert read_strings(content, Limits()) == (tuple(read_each_string(content, Limits())), content)


@pytest.mark.parametrize("strings", BROKEN)
def test_broken_strings_are_refused(strings: str) -> None:
    with pytest.raises(FileRefusedError):
        read_strings(part_of(strings), Limits())


@pytest.mark.parametrize("head", [b"", b"<!DOCTYPE sst>", b'<?xml version="1.0" encoding="GB18030"?>'])
def test_another_head_is_not_read_at_once(head: bytes) -> None:
    assert split_strings(head + b"<x><si><t>a</t></si></sst>") is None


def test_strings_of_the_template_are_read_at_once(clean: bytes) -> None:
    content = read_parts(clean)["xl/sharedStrings.xml"]
    split = split_strings(content)
    assert split is not None
    assert split[1] == read_each_string(content, Limits())
