"""The brief on one A4 page. The typesetter takes the fullest setting that fits; what gives way first is decided in `shorten`."""

from dataclasses import asdict

from dashboard.briefs.brief import Brief
from dashboard.briefs.shorten import settings_of
from dashboard.briefs.typesetting import Template, render_template


def render_pdf(brief: Brief) -> bytes:
    """The brief as PDF: exactly one A4 page, the same bytes for the same brief.

    GlyphError for a character that our fonts do not hold.
    """
    settings = [asdict(setting) for setting in settings_of(brief)]
    for setting in settings:
        setting["brief"]["dated"] = brief.dated.isoformat()
    return render_template(Template("brief.typ", brief.dated), {"settings": settings})
