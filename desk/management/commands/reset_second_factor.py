"""For somebody who lost phone and recovery codes: the operator takes the second factor away."""

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError

from desk.accounts import otp


class Command(BaseCommand):
    help = "Takes the second factor of USER away, ends that person's sessions, and writes it into the audit trail."

    def add_arguments(self, parser):
        parser.add_argument("user", help="the name that the person signs in with")

    def handle(self, *args, user, **options):
        person = get_user_model().objects.filter(username=user).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {user!r}.")
        had = otp.disable(person, None, reason="manage.py reset_second_factor")
        self.stdout.write(
            f"{user} signs in with the password alone now; all sessions of {user} have ended."
            if had
            else f"{user} had no second factor; all sessions of {user} have ended."
        )
