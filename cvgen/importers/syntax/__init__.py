"""Read source syntax: JSON, YAML, XML, CSV, HTML and TeX become values that know their line."""
