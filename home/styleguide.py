"""The style guide page, offered in development only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.styleguide_data import styleguide_data


@require_safe
def styleguide_view(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, from sample data."""
    return render(request, "styleguide.html", {"data": styleguide_data()})
