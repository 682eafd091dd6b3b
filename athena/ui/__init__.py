"""The only room that knows Streamlit and Altair."""
