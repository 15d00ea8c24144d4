"""The style guide page, offered in development only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.styleguide_data import styleguide_data


def styleguide_view(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, from sample data."""
    return render(request, "styleguide.html", {"data": styleguide_data()})
