"""Every sentence stands in both languages, with the same facts, and neither language leaks into the other."""

import re
import string

import pytest

from dashboard.text.sentences import Language, SentenceError, load_sentences, parse_sentences

SENTENCES = load_sentences()
LATIN_ALLOWED = {
    "DNA", "PDF", "Excel", "WPS", "Word", "PowerPoint", "LibreOffice", "SHA", "CSV", "XML", "ZIP", "VBA", "SAMPLE", "DATA",
    "English", "XPCC", "JavaScript", "SE", "FDR", "HMAC", "JSON", "MB", "ID", "UTF", "IP", "OpenDocument", "TRUE", "FALSE", "MPS",
    "xlsx", "docx", "pptx", "sha256", "xls", "xlsm", "et", "T", "S", "D", "YAML", "Open", "SDG", "Benjamini", "Hochberg", "CQC",
}  # fmt: skip
CODE = re.compile(r"--[a-z]+|[A-Z]+_[A-Z_]+|[A-Z]{1,4}\d*-\d+[a-z]?|[A-Z]\d+[a-z]?|\d{4}-[QH]\d|V-\d+|\b[A-Z]\b|\.[a-z]{3,4}\b|\d+[a-z]?")
CHINESE = re.compile(r"[㐀-鿿]+")
CHINESE_ALLOWED = {"中文", "样例数据", "上期对照", "指标解释"}  # the language itself, the mark of sample data, names of sheets
DATE_PATTERNS = {"formats.date", "formats.time", "formats.month"}


def _without_placeholders(text: str) -> str:
    return re.sub(r"\{\w*\}", " ", text)


def _placeholders(text: str) -> set[str]:
    parts = list(string.Formatter().parse(text))
    assert all(not spec and not conversion for _, name, spec, conversion in parts if name is not None), "plain placeholders only"
    return {name for _, name, _, _ in parts if name is not None}


def test_both_languages_use_the_same_facts_by_plain_names() -> None:
    for key, sentence in SENTENCES.items():
        # A fact may come as one name for each language.
        zh = {name.removesuffix("_zh") for name in _placeholders(sentence.zh)}
        en = {name.removesuffix("_en") for name in _placeholders(sentence.en)}
        assert zh == en, key
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in zh), key


def test_chinese_sentence_holds_no_english_word() -> None:
    for key in SENTENCES.keys() - DATE_PATTERNS:
        words = re.findall(r"[A-Za-z][A-Za-z0-9]*", CODE.sub(" ", _without_placeholders(SENTENCES[key].zh)))
        assert [word for word in words if word not in LATIN_ALLOWED] == [], key


def test_english_sentence_holds_no_chinese_word_outside_quotes() -> None:
    for key, sentence in SENTENCES.items():
        text = re.sub(r"“[^”]*”|`[^`]*`|\([^)]*\)", " ", _without_placeholders(sentence.en))
        assert [word for word in CHINESE.findall(text) if word not in CHINESE_ALLOWED] == [], key


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: {zh: 甲}", "exactly zh and en"),
        ("a: {zh: 甲, en: ''}", "both with text"),
        ("a: {zh: 甲, en: A, fr: B}", "exactly zh and en"),
        ("a: {zh: 甲, en: A}\na: {zh: 乙, en: B}", "line 2: x.a is repeated"),
        ("a: plain", "line 1: x.a is not a sentence"),
        ("a: {zh: {b: c}, en: A}", "exactly zh and en"),
        ("a: [", "x.yaml"),
    ],
)
def test_irregular_file_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(SentenceError, match=re.escape(says)):
        parse_sentences(text, "x")


def test_codes_that_look_like_booleans_or_numbers_stay_text() -> None:
    sentences = parse_sentences("NO: {zh: 否, en: no}\n012: {zh: 十, en: ten}", "x")
    assert set(sentences) == {"x.NO", "x.012"}
    assert sentences["x.NO"].in_language(Language.EN) == "no"
