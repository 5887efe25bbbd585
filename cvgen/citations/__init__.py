"""Render publications in citation styles of CSL 1.0.2: a style is compiled once, a reference becomes runs."""
