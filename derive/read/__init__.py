"""Reading: from source text to blocks and node trees with exact places. Nothing here raises or means anything."""
