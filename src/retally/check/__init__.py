"""Figures held against arithmetic and the ground, each with its verdict and evidence."""
