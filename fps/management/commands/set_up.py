"""Makes a database ready to serve: tables, demo content if asked for and nothing is there, an administrator."""

import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command

from fps.management.commands.load_demo import demo_keys
from policy.models import Topic


class Command(BaseCommand):
    help = "Migrates, loads the demo into an empty database if FPS_DEMO is on, and makes the first administrator."

    def handle(self, *args, verbosity, **options):
        call_command("migrate", interactive=False, verbosity=max(verbosity - 1, 0))
        if settings.FPS_DEMO and self.is_first_start():
            self.stdout.write("Loading the demo content …")
            call_command("load_demo")
        self.make_administrator()

    @staticmethod
    def is_first_start() -> bool:
        """Is nothing there, or only what a first start had loaded when it was ended?

        The administrator is made last, so a database without anybody is one whose first start did not come to its end.
        """
        topics = set(Topic._base_manager.values_list("key", flat=True))
        return not topics or (not get_user_model()._default_manager.exists() and topics <= demo_keys("topic"))

    def make_administrator(self):
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True).exists():
            return
        if users.filter(username="admin").exists():
            self.stderr.write("There is no superuser, and 'admin' is somebody else's account: none was made.")
            return
        given = os.environ.get("FPS_ADMIN_PASSWORD")
        password = given or secrets.token_urlsafe(12)
        users.create_superuser(username="admin", password=password)
        self.stdout.write(
            "Administrator: admin, with the password of FPS_ADMIN_PASSWORD."
            if given
            else f"Administrator: admin, password: {password}\nNote it now: it is not shown again."
        )
