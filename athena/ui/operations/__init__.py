"""The operations page: what interviews cost, what runs now, and whether the connection works."""
