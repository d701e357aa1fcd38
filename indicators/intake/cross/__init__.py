"""Relations between figures: within one workbook, between departments, between this year and the last. Pure arithmetic on frames."""
