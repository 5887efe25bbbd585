"""The documentation site: pages from docs/, a reference and a gallery that are made when it is built."""
