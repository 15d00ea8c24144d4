"""The form that visitors meet, and the desk in the editor."""
