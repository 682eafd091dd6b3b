"""The question bank: YAML files read and checked into domain values."""
