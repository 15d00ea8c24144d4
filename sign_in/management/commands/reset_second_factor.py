from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from sign_in.services.second_factor import reset_second_factor


class Command(BaseCommand):
    """Lets somebody in again who has lost the phone and the recovery codes."""

    help = (
        "Take the second factor off an account. Its password stays. "
        "Where a second factor is required, the next sign-in sets up a new one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="The name that the person signs in with.")

    def handle(self, *args: Any, **options: Any) -> None:
        model = get_user_model()
        try:
            account = model.objects.get_by_natural_key(options["username"])
        except model.DoesNotExist:
            raise CommandError(f"No account is called {options['username']!r}.") from None
        if reset_second_factor(account=account, actor=None):
            self.stdout.write(f"{account.get_username()} signs in with the password alone now.")
        else:
            self.stdout.write(f"{account.get_username()} has no second factor.")
