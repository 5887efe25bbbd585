"""Go online: the only part of cvgen that does. Fetch the answer of a public service, complete a profile with it."""
