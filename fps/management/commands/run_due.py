from django.core.management import BaseCommand, call_command
from django.utils import timezone

from fps.due import send_due


class Command(BaseCommand):
    help = "Sends the mail to staff that is due and clears away ended sessions. Safe to run late, twice, or not at all."

    def handle(self, **options):
        sent = send_due(timezone.now())
        call_command("clearsessions")
        if sent:
            self.stdout.write(f"{sent} mails sent.")
