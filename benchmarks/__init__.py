"""Measures what the site promises of its speed. ``make bench`` runs them all."""
