"""The script that Streamlit runs at every rerun: who asks, in which language, the frame, and the page for this role.

It renders nothing for a request that carries no identity from the gate.
"""

from dashboard.access.refusals import AccessRefused
from dashboard.text.say import Language
from dashboard.ui.frame import dress, set_page, show_frame, show_way_back
from dashboard.ui.navigation import choose_page
from dashboard.ui.refusal import show_safely
from dashboard.ui.session import current_house, current_language, current_person


def render(language: Language) -> None:
    """The frame and the page; the way back to the sign-in page for whoever has none."""
    try:
        person = current_person()
    except AccessRefused:
        show_way_back(language)
        raise
    house = current_house()
    page = choose_page(person.actor.role, language)
    show_frame(house, person, language)
    page.run()


language = current_language()
set_page(language)
dress(language)
show_safely(lambda: render(language), language)
