"""Places as a table that a spreadsheet can hold: reading, checking, comparing, writing. Pure."""
