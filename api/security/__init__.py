"""Sign-in, sessions, request forgery, headers and limits."""
