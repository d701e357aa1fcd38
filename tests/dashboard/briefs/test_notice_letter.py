"""The letter about missing figures names all that it asks for, in both languages."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from dashboard.briefs.notice import NoticeFacts, render_notice
from dashboard.text.say import Language
from indicators.model.words import Bilingual

NOTICE = NoticeFacts(
    number="反拐联办函〔2026〕12号",
    day=date(2026, 10, 16),
    to=Bilingual("吉林省", "Jilin"),
    departments=(Bilingual("公安部", "Ministry of Public Security"),),
    period="2026-Q3",
    figures={Bilingual("A1-05 身份核实率", "A1-05 Identified persons"): ("2026-Q2", "2026-Q3")},
    settle_by=date(2026, 10, 23),
    ripens="2027-Q1",
    record="T-0002",
    sample=True,
)
SAID = {
    Language.ZH: (
        "2026年10月16日",
        "吉林省",
        "公安部",
        "A1-05身份核实率",
        "2026年第二季度",
        "2026年10月23日",
        "2027年第一季度",
        "样例数据",
    ),
    Language.EN: (
        "16October2026",
        "Jilin",
        "MinistryofPublicSecurity",
        "Identifiedpersons",
        "2026Q2",
        "23October2026",
        "2027Q1",
        "SAMPLEDATA",
    ),
}


@pytest.mark.parametrize("language", list(Language))
def test_the_letter_says_to_whom_what_by_when_and_what_follows(language: Language) -> None:
    data = render_notice(NOTICE, language)
    (page,) = PdfReader(io.BytesIO(data)).pages
    text = re.sub(r"\s", "", page.extract_text())
    assert [part for part in (*SAID[language], NOTICE.number, NOTICE.record) if part not in text] == []
    assert data == render_notice(NOTICE, language)
