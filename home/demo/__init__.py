"""The demo: a whole site of one clinic, as copy, pictures and the code that loads them."""
