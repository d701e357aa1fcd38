"""The rules between figures: of one workbook, and of one workbook against what is known. Each reads the typed frame and blames cells."""
