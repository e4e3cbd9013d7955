"""The hand-written queries, one statement a file, and the declarations of what they take and give."""
