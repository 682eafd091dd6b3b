"""The commands behind ``python3 -m athena``."""
