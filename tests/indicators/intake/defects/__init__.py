"""Seeded defects: kinds of mistakes that people make in workbooks, where each must be reported, and what mends it."""
