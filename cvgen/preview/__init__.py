"""Show the pages of a profile in the browser while it is written, and edit it there; served on this machine alone."""
