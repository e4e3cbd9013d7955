"""The headers of every response (ASVS 5.0, chapter V3.4)."""

from __future__ import annotations

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ONE_YEAR = 31_536_000


def security_headers(
    path: str, *, https: bool, form_targets: tuple[str, ...] = ()
) -> list[tuple[bytes, bytes]]:
    """The headers for an answer to ``path``. Everything but the static files is kept in no cache.

    ``form_targets`` are origins to which a form's answer may redirect: the sign-in of the organisation.
    """
    policy = CONTENT_SECURITY_POLICY
    if form_targets:
        policy = policy.replace("form-action 'self'", " ".join(("form-action 'self'", *form_targets)))
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        # Under "no-referrer" browsers send our own forms with "Origin: null", which the check of origins refuses.
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "x-robots-tag": "noindex, nofollow",
    }
    if path.startswith("/static/"):
        headers["cache-control"] = "public, max-age=3600"
    else:
        headers["cache-control"] = "no-store"
    if https:
        headers["strict-transport-security"] = f"max-age={ONE_YEAR}; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in headers.items()]
