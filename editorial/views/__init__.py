"""Screens of our own in the editor."""
