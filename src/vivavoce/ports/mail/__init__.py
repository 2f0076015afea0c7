"""Letters to people: by a server (SMTP), or into a folder that the operator reads."""
