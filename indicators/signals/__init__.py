"""Questions about reported figures (method.md 1.14): patterns that honest counting seldom makes.

Nothing here is evidence against anybody and nothing of it enters a score: an import contract keeps assessments, pipeline and briefs away.
Every module is arithmetic on arrays; what a pattern is called, and what may innocently explain it, is said in dashboard/text.
"""
