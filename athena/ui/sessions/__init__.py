"""The sessions page: what was asked, what was said, what it came to, and what people made of that."""
