"""Access the network, which no other package does: fetch records of public services and complete a profile."""
