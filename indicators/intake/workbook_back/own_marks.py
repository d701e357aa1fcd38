"""By what our marks are known again in a file that has been away: names of sheets, author, first line of a note, colours."""

from collections.abc import Mapping

from indicators.model.submission import Severity

PROBLEMS_SHEET = "问题清单"
MARKS_SHEET = "_marks"
MARKS_TITLE = "action-plan-monitor-marks"
AUTHOR = "Action Plan Monitor"
NOTE_TITLE = "【报送校验 Action Plan Monitor】"
LIST_TITLE = "问题清单 List of problems"

SEVERITY_COLOURS: Mapping[Severity, str] = {Severity.MUST_FIX: "FFF4B6B6", Severity.CONFIRM: "FFFFE08A", Severity.NOTE: "FFCFE2F3"}
"""The three fills, as the file writes colours."""

INPUT_COLOUR = "FFFFF9E5"
"""The colour of the template's input cells: what a marked cell gets back if the file has lost its memory."""
NO_FILL = '<fill><patternFill patternType="none"/></fill>'
