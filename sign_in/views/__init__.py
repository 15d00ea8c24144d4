"""The screens of signing in, and those under the own account."""
