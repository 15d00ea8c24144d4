"""The editor's own screens of this package."""
