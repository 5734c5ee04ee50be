"""A site with Spanish added by one setting: run by tests/fps/test_fifth_language.py as a process of its own."""

import django

django.setup()

from datetime import date  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

call_command("migrate", verbosity=0)
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
setup_test_environment()

from tests.factories.content import article, topic  # noqa: E402
from tests.factories.figures import figure, tell  # noqa: E402

peace = topic("peace", languages=("en", "es"))
made = article("mines", ("en", "es"), topics=[peace], title="Minas y granjas", date=date(2022, 3, 25))
tell(figure(457_000), languages=("en", "es"), key="told")
made.new_draft("es").submit()

client = Client()
for path, status in [
    *((f"/es/{end}", 200) for end in ("", "policy/", "policy/peace/", "news/", "news/mines/", "funding/")),
    *((f"/es/{end}", 200) for end in ("search/?q=minas", "about/sitemap/", "news/feed.atom", "funding/figures.csv")),
    ("/es/beleid/", 404), ("/fr/actualites/mines/", 404), ("/es/nothing/", 404), ("/sitemap.xml", 200),
    ("/api/articles/?language=es", 200), ("/media/card/es.png", 200), ("/nl/", 200),
]:  # fmt: skip
    answer = client.get(path)
    assert answer.status_code == status, f"{path}: {answer.status_code}"
page = client.get("/es/news/mines/").content.decode()
assert '<html lang="es">' in page
assert "25 de marzo de 2022" in page
assert 'hreflang="es"' in client.get("/en/news/mines/").content.decode()
assert "/es/news/mines/" in client.get("/es/search/?q=granjas").content.decode()
assert client.get("/", headers={"accept-language": "es-AR"}).url == "/es/"
client.force_login(django.contrib.auth.get_user_model().objects.create_superuser("admin"))
form = client.get(f"/admin/news/article/{made.pk}/change/").content.decode()
assert 'lang="es"' in form
print("Spanish answers")
