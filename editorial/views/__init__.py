"""Screens of our own."""
