"""HTTP beside the pages: signing in, invitations, health, headers, limits. Nothing here knows Streamlit."""
