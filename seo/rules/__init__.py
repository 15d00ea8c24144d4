"""Pure rules of search results and pictures for sharing. They import neither Django nor Wagtail."""
