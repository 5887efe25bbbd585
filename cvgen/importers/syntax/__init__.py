"""Parse JSON, YAML, XML, CSV, HTML and TeX into values that know their line."""
