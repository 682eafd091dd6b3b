"""Data and privacy: what is kept, for everybody; taking along and erasing, for who may."""
