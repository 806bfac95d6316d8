"""Reports: what was found, told to people and to programs. Nothing is decided here."""
