"""Tables as files, from people nobody can trust; knows neither Django nor Wagtail."""
