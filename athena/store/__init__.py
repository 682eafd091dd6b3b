"""The DuckDB store: one writer lock, a cursor per call, numbered migrations."""
