"""The receipt proves what was received: all of its facts are on one page, in both languages, whatever was typed."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from dashboard.briefs.receipt import ReceiptFacts, render_receipt
from dashboard.text.say import Language, SentenceError
from indicators.model.words import Bilingual
from tests.dashboard.briefs.assessments import HASH, HEAD

SIGNED_ZH = ("单位负责人张三", "填表人王五", "报出日期2026年10月12日")
SIGNED_EN = ("Headofdepartment:张三", "Filledinby:王五")
RECEIPT = ReceiptFacts(
    id="s-2026-Q3-MOHRSS-2",
    department=Bilingual("人力资源社会保障部", "Ministry of Human Resources and Social Security"),
    period="2026-Q3",
    version=2,
    at=datetime(2026, 10, 12, 3, 4, tzinfo=UTC),
    by="mohrss.liaison",
    signers={"unit_head": "张三", "filler": "王五", "date": "2026-10-12"},
    file="人社部_2026-Q3_v7.xlsx",
    sha256=HASH,
    observations=2412,
    counts={"reported": 2301, "confirmed_nil": 96, "not_applicable": 10, "not_available": 5, "confirm": 3, "note": 0},
    head=HEAD,
    sample=True,
)


def text_of(pdf: bytes) -> str:
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s", "", page.extract_text())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, ["2026年10月12日11:04", "2026年第三季度", "第2版", "2,412个", "数值2,301个", "零报告96个", "样例数据", *SIGNED_ZH]),
        (Language.EN, ["12October2026,11:04", "2026Q3", "version2", "2,412", "numbers2,301", "SAMPLEDATA", *SIGNED_EN]),
    ],
)
def test_all_facts_are_on_the_page(language: Language, said: list[str]) -> None:
    page = text_of(render_receipt(RECEIPT, language))
    department = RECEIPT.department.in_language(language).replace(" ", "")
    assert [text for text in (*said, department, RECEIPT.id, RECEIPT.file, RECEIPT.by, HASH, HEAD) if text not in page] == []
    assert "提示" not in page


def test_same_receipt_same_bytes() -> None:
    assert render_receipt(RECEIPT, Language.ZH) == render_receipt(RECEIPT, Language.ZH)


@pytest.mark.parametrize("text", ["x" * 255, "报送表" * 80, "王\U0001f600", "a b " * 60])
@pytest.mark.parametrize("language", Language)
def test_one_page_whatever_was_typed(text: str, language: Language) -> None:
    signers = dict.fromkeys(("unit_head", "statistics_head", "filler", "date"), text)
    pdf = render_receipt(replace(RECEIPT, file=text, signers=signers, by=text), language)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_a_rare_character_of_a_name_is_spelt_out() -> None:
    assert "王〔U+1F600〕" in text_of(render_receipt(replace(RECEIPT, signers={"filler": "王\U0001f600"}), Language.ZH))


def test_no_signatory_is_said() -> None:
    assert "未填写" in text_of(render_receipt(replace(RECEIPT, signers={}), Language.ZH))


def test_an_unknown_count_is_our_fault_and_loud() -> None:
    with pytest.raises(SentenceError):
        render_receipt(replace(RECEIPT, counts={"else": 1}), Language.ZH)
