"""The workbook back to its sender: marked, unmarked, or with corrected figures, by changing single bytes of its own XML.

READ FIRST: `annotate.py` and `correct.py`. Standard library only; nothing that is not ours is written anew.
"""
