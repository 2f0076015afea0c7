"""Files of people, kept outside of the database: the port, a folder, and object storage."""
