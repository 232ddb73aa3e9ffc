"""How the static files are stored."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names each file by its content, also in the imports of a JavaScript module.

    So a module's name stands for all that it imports, and a page runs modules of one version only.
    """

    support_js_module_import_aggregation = True
    keep_only_hashed_files = True
    max_post_process_passes = 10
    """One pass renames one step of a chain of imports; what does not end in as many is refused."""
