"""The photo storage in a bucket of an S3-compatible storage."""

from typing import Any

from diary.values import refuse


def bucket_storage(
    bucket: str, endpoint: str | None, region: str, access_key: str, secret_key: str
) -> dict[str, Any]:
    """Return the STORAGES entry for a bucket, which must be private.

    A view serves the photos after a check of access, so URLs are not signed. Exits if the packages
    of requirements-s3.txt are not installed.
    """
    try:  # takes half a second, needed only for a bucket
        import storages  # noqa: F401
        from botocore.config import Config
    except ImportError:
        refuse(
            "MEDIA_S3_BUCKET is set, but the packages for a bucket are not installed; "
            "run .venv/bin/python -m pip install -r requirements-s3.txt in the project's folder."
        )
    return {
        "BACKEND": "diary.bucket_storage.BucketStorage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint,
            "region_name": region or "us-east-1",  # others than Amazon accept any
            "access_key": access_key,
            "secret_key": secret_key,
            "default_acl": None,  # Amazon rejects an ACL for buckets that disable them
            "querystring_auth": False,
            "file_overwrite": False,
            "object_parameters": {"CacheControl": "private, no-store"},
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path" if endpoint else "virtual"},
                connect_timeout=5,
                read_timeout=20,
                retries={"mode": "standard", "total_max_attempts": 3},
                request_checksum_calculation="when_required",  # some servers reject the newer ones
                response_checksum_validation="when_required",
            ),
        },
    }
