# Build: packages from the hashed lock, compiled messages, style sheet, collected static files.
FROM python:3.13-slim AS build
ENV PYTHONDONTWRITEBYTECODE=1 PATH=/opt/venv/bin:$PATH FPS_STATIC_ROOT=/srv/static
RUN python -m venv /opt/venv
WORKDIR /srv/fps
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
RUN python -m scripts.build \
    && FPS_SECRET_KEY=only-to-collect-static-files python manage.py collectstatic --noinput --verbosity 0 \
    && test -f "$FPS_STATIC_ROOT/staticfiles.json" \
    && python -m compileall -q -j 0 /opt/venv/lib /srv/fps

# Run: nobody's account, a file system that may be read-only; writes only to /srv/fps/var and /tmp.
FROM python:3.13-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PATH=/opt/venv/bin:$PATH HOME=/tmp FPS_STATIC_ROOT=/srv/static
RUN useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin fps
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv /srv
WORKDIR /srv/fps
RUN mkdir -p var/static && chown -R fps:fps var
USER 10001:10001
VOLUME /srv/fps/var
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "scripts.healthcheck"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "fps.wsgi"]
