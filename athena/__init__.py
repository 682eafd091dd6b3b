"""Athena: SQL interviews by voice, in the browser, on one machine."""

__version__ = "0.1.0"
