"""The report page: what was asked, what was said, and what it came to."""
