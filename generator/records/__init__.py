"""What staff write: one strict model for each kind of record."""
