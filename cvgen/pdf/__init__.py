"""PDF files as bytes: attachments, metadata, text, and the ends of streams."""
