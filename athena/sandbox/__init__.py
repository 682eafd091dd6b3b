"""Untrusted SQL: each query runs in a killable child process, on a file it can only read."""
