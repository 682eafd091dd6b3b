"""Simulated candidates that take a whole interview."""
