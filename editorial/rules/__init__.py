"""Rules about texts; they know neither Django nor Wagtail."""
