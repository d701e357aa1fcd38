"""Streamlit pieces that pages share. They decide nothing and reach figures only through services."""
