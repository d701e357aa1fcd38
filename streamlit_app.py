"""The app as Streamlit finds it. The call stands here literally, or Streamlit would run the script without the gate (safety.md 2.1)."""

import streamlit as st

from dashboard.server import gate, routes

app = st.App("dashboard/router.py", middleware=gate(), routes=routes())
