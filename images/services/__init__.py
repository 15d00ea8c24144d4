"""Every write to pictures that we add."""
