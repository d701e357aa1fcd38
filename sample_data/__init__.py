"""Sample data that tells a story: a made-up country, drawn from fixed seeds, with planted truths the assessment must find.

Nothing here is a real figure, and nothing here is read by the product outside the demonstration store. Every workbook is marked
样例数据 / SAMPLE DATA.
"""
