"""Rules about requests; they know neither Django nor Wagtail."""
