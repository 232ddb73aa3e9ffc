"""Storage of the collected static files."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names each file by a hash of its content, also in the imports of JavaScript modules.

    A module's name then changes with its imports, so that a page runs modules of one version only.
    """

    support_js_module_import_aggregation = True
    keep_only_hashed_files = True
    max_post_process_passes = 10
    """Each pass resolves one level of imports; a deeper chain fails."""
