"""What a browser asks for in production exists: names with hashes, also inside the modules."""

import re

from django.core.management import call_command
from django.test import override_settings


def test_modules_import_files_of_the_same_release(tmp_path, settings):
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "fps.static_files.StaticFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
    forms = list((tmp_path / "js/admin").glob("form.*.js"))
    assert len(forms) == 1
    imported = re.findall(r'from "\./([^"]+)"', forms[0].read_text())
    assert len(imported) >= 3
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)
        assert (tmp_path / "js/admin" / name).exists()
