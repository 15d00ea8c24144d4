"""Every write that this package adds."""
