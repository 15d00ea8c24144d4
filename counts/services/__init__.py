"""Every write to the counts."""
