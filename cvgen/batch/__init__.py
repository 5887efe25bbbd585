"""Build the documents of many profiles, on this machine or on a cluster, and write the result of each."""
