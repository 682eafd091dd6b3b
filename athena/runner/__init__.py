"""Runs programs of candidates, never on this machine."""
