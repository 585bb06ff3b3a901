"""Quality floors: fixed data, measured figures that may not fall.  `python -m quality.gate` runs them all."""
