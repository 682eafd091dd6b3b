"""The accounts: who may sign in, and as what."""
