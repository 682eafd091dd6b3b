"""The insights pages: all interviews at a glance, people, questions, and whether groups fare alike."""
