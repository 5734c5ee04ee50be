from django.core.management import BaseCommand, call_command
from django.utils import timezone

from fps.cache.version_triggers import prune_changes
from fps.send_notifications import send_due_notifications


class Command(BaseCommand):
    help = "Sends the mail to staff that is due, clears away what ended. Safe to run late, twice, or not at all."

    def handle(self, **options):
        now = timezone.now()
        sent = send_due_notifications(now)
        call_command("clearsessions")
        prune_changes(now)
        if sent:
            self.stdout.write(f"{sent} mails sent.")
