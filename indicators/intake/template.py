"""The workbook that a department fills for a round, as bytes. What stands where is said by `layout`; this module only orders the sheets."""

import io
from datetime import datetime

from xlsxwriter.workbook import Workbook

from indicators.intake.entry_sheets import counted_entries, write_entry_sheet
from indicators.intake.guide_sheet import write_counter, write_guide_sheet
from indicators.intake.hidden_sheets import write_identity, write_lists
from indicators.intake.layout import SAMPLE_MARK, SheetKind, plan_layout
from indicators.intake.reference_sheets import write_definitions, write_previous
from indicators.intake.template_book import Say, TemplateBook, TemplateOrder, fill_values, make_formats

__all__ = ["Say", "TemplateOrder", "make_template"]

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def make_template(order: TemplateOrder, say: Say) -> bytes:
    """The xlsx of a department's workbook: same order, same bytes. TemplateRefusedError where there is no such workbook.

    `say` makes the sentence of a code `workbook.*` in both languages. `order.values` fills input cells (sample data, drafts).
    """
    layout = plan_layout(order.catalogue, order.department, order.round)
    target = io.BytesIO()
    workbook = Workbook(target, _OPTIONS)
    book = TemplateBook(workbook, make_formats(workbook), layout, order, fill_values(order.values), say)
    _describe(book)
    guide = write_guide_sheet(book)
    counters = {plan.name: write_entry_sheet(book, plan) for plan in layout.sheets}
    due = [plan for plan in layout.sheets if plan.kind is not SheetKind.SERIES]
    write_counter(book, guide, [counters[plan.name] for plan in due], sum(counted_entries(book, plan) for plan in due))
    write_previous(book)
    write_definitions(book)
    write_lists(book)
    write_identity(book)
    guide.activate()
    workbook.close()
    return target.getvalue()


def _describe(book: TemplateBook) -> None:
    order = book.order
    title = book.both("guide.title", " ")
    made = datetime(order.generated_on.year, order.generated_on.month, order.generated_on.day)
    comments = SAMPLE_MARK if order.sample else ""
    book.workbook.set_properties({"title": title, "subject": f"{order.department} {order.round}", "comments": comments, "created": made})
