"""Client of the Realtime protocol: one thread and loop per interview."""
