"""PDF files as bytes: what is attached, their metadata, their words, the ends of their streams."""
