from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

TEXT = "text/plain; charset=utf-8"


@require_safe
@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type=TEXT)


@require_safe
@never_cache
def readyz(request):
    """The database and the cache answer as well; 503 names the one that does not."""
    faults = [name for name, works in (("database", _database), ("cache", _cache)) if not works()]
    if faults:
        return HttpResponse(f"not ready: {', '.join(faults)}\n", status=503, content_type=TEXT)
    return HttpResponse("ready\n", content_type=TEXT)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM news_article LIMIT 1")
    except DatabaseError:
        return False
    return True


def _cache() -> bool:
    try:
        cache.set("readyz", "1", 10)
        return cache.get("readyz") == "1"
    except Exception:
        return False
