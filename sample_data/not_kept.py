"""Problem codes without a sample workbook, and why. Rules between figures are shown by the readable cases in tests/cases/rules."""

from collections.abc import Mapping

from sample_data import hostile_files

_TABLE = "is of a table of past rounds, not of a workbook"
_FOREIGN = "is of a workbook in a layout of the department's own"
_MOVED = "is read all the same; the tests of recognition move sheets, rows and columns"
_MUCH = "needs two hundred figures with last digits of somebody's invention"

NOT_KEPT: Mapping[str, str] = {
    **hostile_files.NOT_KEPT,
    **dict.fromkeys(("table_unreadable", "table_column_missing", "table_row_unfit", "table_row_repeated"), _TABLE),
    **dict.fromkeys(("table_period_unknown", "table_indicator_unknown", "table_subject_unknown"), _TABLE),
    **dict.fromkeys(("foreign_layout", "department_needed", "round_needed", "mapping_open", "mapping_suggested"), _FOREIGN),
    **dict.fromkeys(("unit_suggested", "figure_not_found", "column_not_read"), _FOREIGN),
    **dict.fromkeys(("as_decided", "left_out_as_decided", "scaled_as_decided"), _FOREIGN),
    **dict.fromkeys(("header_repeated", "labels_moved", "rows_moved", "table_moved", "sheet_renamed", "sheet_not_read"), _MOVED),
    "digits_uneven": _MUCH,
    "template_earlier": "is said of past rounds only, which come in all at once",
}
