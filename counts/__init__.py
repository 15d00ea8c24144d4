"""How often a page is read and what readers do next: sums a day, and nothing about anybody."""
