"""The practice page: coding problems to choose from, to try out, to hand in and to learn from."""
