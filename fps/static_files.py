from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names with hashes, also inside our ES modules: `import "./tabs.js"` leads to the file of this very release."""

    support_js_module_import_aggregation = True
