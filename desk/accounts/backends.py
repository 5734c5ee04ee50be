"""Django's own permissions (`news.change_article`), answered by the gate, so that the admin asks one authority."""

from django.apps import apps
from django.contrib.auth.backends import ModelBackend

from ..permissions.rules import can

DJANGOS = {"view", "add", "change", "delete"}


class PasswordBackend(ModelBackend):
    """Knows people by name and password. What they may do is the gate's to say: no table of permissions is asked."""

    def get_all_permissions(self, user_obj, obj=None):
        return set()


class RoleBackend:
    """Signs nobody in; says what those who are signed in may do."""

    def authenticate(self, request, **credentials):
        return None

    def get_user(self, user_id):
        return None

    def has_perm(self, user, permission, obj=None):
        app_label, _dot, codename = permission.partition(".")
        verb, _underscore, model_name = codename.partition("_")
        if verb not in DJANGOS:
            return False
        try:
            model = apps.get_model(app_label, model_name)
        except LookupError:
            return False
        return can(user, verb, model if obj is None else obj)

    def has_module_perms(self, user, app_label):
        return any(can(user, "view", model) for model in apps.get_app_config(app_label).get_models())
