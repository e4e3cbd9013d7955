"""HTTP: the JSON API, sign-in, access rules and the audit."""
