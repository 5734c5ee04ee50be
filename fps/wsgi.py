import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fps.settings")
application = get_wsgi_application()


def read_ahead() -> None:
    """What the first reader of each process would wait for, read once, before the processes part: they share it."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import translation

    from news.funding.exchange_rates import currencies

    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse("home")
    currencies()
    gc.collect()
    gc.freeze()  # the collector would write into what the processes share


read_ahead()
