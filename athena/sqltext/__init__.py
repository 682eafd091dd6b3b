"""Reading and rewriting SQL as text: the only room that knows sqlglot. It never decides a verdict."""
