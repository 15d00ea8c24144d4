"""Screens of our own for the question library."""
