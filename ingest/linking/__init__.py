"""The matcher alone: plain person files in, people out. Needs no database."""
