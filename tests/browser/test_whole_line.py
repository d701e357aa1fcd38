"""The whole line in a real browser: a ministry's workbook becomes a published verdict and a brief in a leader's hand."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from indicators.catalogue.load import load_catalogue
from sample_data.accounts import DEMO_PASSWORD
from sample_data.workbooks import sample_workbook
from tests.browser.conftest import ROOT, Site, Visitor

pytestmark = pytest.mark.browser
ROUND = "2026-Q3"


def test_a_workbook_becomes_a_published_verdict_and_a_brief(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    good, bad, cell = _workbooks(tmp_path)
    _liaison_submits(visitor, bad, good, cell)
    _reviewer_accepts(visitor)
    _director_freezes_and_publishes(visitor)
    _leader_takes_the_brief(visitor, tmp_path)
    assert visitor.outside == []
    assert _command(site, "audit", "--verify", "--as", "administrator").returncode == 0


def _liaison_submits(visitor: Visitor, bad: Path, good: Path, cell: str) -> None:
    page = visitor.enter("liaison-mca")
    page = visitor.open(page, "submit")
    visitor.keep(page, "1-liaison-obligations")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").first.click()
    assert load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).sheetnames[0] == "填报说明"
    _upload(visitor, page, bad)
    expect(page.get_by_text(cell, exact=False).first).to_be_visible()
    assert page.get_by_role("button", name="确认报送", exact=True).count() == 0
    visitor.keep(page, "2-liaison-problems")
    visitor.open(page, "submit")
    _upload(visitor, page, good)
    page.get_by_role("button", name="确认报送", exact=True).click()
    expect(page.get_by_text("S-2026Q3-MCA-1").first).to_be_visible()
    visitor.settle(page)
    visitor.keep(page, "3-liaison-receipt")


def _reviewer_accepts(visitor: Visitor) -> None:
    page = visitor.enter("reviewer-lin")
    visitor.open(page, "review")
    visitor.keep(page, "4-reviewer-inbox")
    while page.get_by_role("button", name="接收", exact=True).count():
        waiting = page.get_by_text("待审核").first.inner_text()
        page.get_by_role("button", name="接收", exact=True).click()
        page.wait_for_function("before => !document.body.innerText.includes(before)", arg=waiting)
        visitor.settle(page)
    visitor.keep(page, "5-reviewer-done")


def _director_freezes_and_publishes(visitor: Visitor) -> None:
    page = visitor.enter("director-zhou")
    visitor.open(page, "rounds")
    _sign(visitor, page, "冻结", "wrong password here")
    expect(page.get_by_text("N-2026Q3-1")).to_have_count(0)
    visitor.open(page, "rounds")
    # The workbook of civil affairs contradicts that of the police in one region: freezing over the open ticket takes a reason.
    page.get_by_label("仍予冻结的理由").fill("已向两部门核实，属统计时点不同")
    page.get_by_label("仍予冻结的理由").press("Tab")
    visitor.settle(page)
    _sign(visitor, page, "冻结", DEMO_PASSWORD)
    expect(page.get_by_text("N-2026Q3-1").first).to_be_visible(timeout=120_000)
    visitor.settle(page)
    visitor.keep(page, "6-director-frozen")
    _sign(visitor, page, "公布", DEMO_PASSWORD)
    page.get_by_text("2026年第三季度").first.wait_for()
    visitor.settle(page)
    visitor.open(page, "rounds")
    visitor.keep(page, "7-director-published")


def _leader_takes_the_brief(visitor: Visitor, folder: Path) -> None:
    page = visitor.enter("leader")
    visitor.open(page, "overview")
    expect(page.get_by_text("2026年第三季度").first).to_be_visible()
    visitor.keep(page, "8-leader-overview")
    for label, words in (("中文", "2026年第三季度"), ("英文", "2026 Q3")):
        with page.expect_download() as download:
            page.get_by_role("link", name=label).first.click()
        pdf = pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
        assert len(pdf.pages) == 1
        assert words in pdf.pages[0].extract_text()
    visitor.open(page, "region?subject=13")
    visitor.keep(page, "9-leader-region")
    _english(visitor)


def _english(visitor: Visitor) -> None:
    page = visitor.enter("leader", "en")
    visitor.open(page, "overview")
    expect(page.get_by_text("2026 Q3").first).to_be_visible()
    visitor.keep(page, "10-leader-overview-en")


def _upload(visitor: Visitor, page: Page, path: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_text("校验", exact=False).first.wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=\"stSpinner\"]')")
    visitor.settle(page)


def _sign(visitor: Visitor, page: Page, act: str, password: str) -> None:
    form = page.locator("[data-testid='stForm']", has=page.get_by_role("button", name=act, exact=True))
    form.locator("input[type=password]").fill(password)
    form.get_by_role("button", name=act, exact=True).click()
    visitor.settle(page)


def _workbooks(folder: Path) -> tuple[Path, Path, str]:
    """MCA's workbook of the open round, and the same with a word where a number belongs; returns both and that cell."""
    good, bad = folder / "good.xlsx", folder / "bad.xlsx"
    good.write_bytes(sample_workbook(load_catalogue(), "MCA", ROUND))
    book = load_workbook(good)
    sheet = next(sheet for sheet in book.worksheets if sheet.title.startswith("A3"))
    cell = next(cell for row in sheet.iter_rows(min_row=7) for cell in row if isinstance(cell.value, int) and not cell.protection.locked)
    cell.value = "约三十"
    book.save(bad)
    return good, bad, cell.coordinate


def _command(site: Site, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "dashboard", *arguments], cwd=ROOT, env=os.environ | site.store.environment, check=False)
