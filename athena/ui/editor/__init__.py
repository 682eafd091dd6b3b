"""The editor that people write code in."""
