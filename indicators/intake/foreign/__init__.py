"""Workbooks that are not our template: their tables, headers and names, mapped to what is due. What is not exact is asked."""
