"""What is decided, in plain Python: no module in here knows Django or Wagtail."""
