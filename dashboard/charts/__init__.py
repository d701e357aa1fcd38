"""Plotly figures from plain values; the words arrive as arguments. No Streamlit, no catalogue, no computation of findings."""
