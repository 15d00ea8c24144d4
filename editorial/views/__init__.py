"""The screens of the question library and of the list "To do"."""
