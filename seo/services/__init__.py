"""Writes of this package."""
