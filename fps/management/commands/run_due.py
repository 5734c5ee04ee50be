from django.core.management import BaseCommand, call_command
from django.utils import timezone

from fps.due import due, send


class Command(BaseCommand):
    help = "Sends the mail to staff that is due and clears away ended sessions. Safe to run late, twice, or not at all."

    def handle(self, **options):
        found = due(timezone.localdate())
        sent = send(found)
        call_command("clearsessions")
        if found and not sent:
            self.stderr.write(f"{len(found)} things are due, but no administrator has an e-mail address.")
        elif sent:
            self.stdout.write(f"{len(found)} things were due: {sent} mails sent.")
