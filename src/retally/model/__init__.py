"""Frozen values: what every package passes on."""
