"""The audit log: what was done by whom, to look through and to take away."""
