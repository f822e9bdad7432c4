"""What ships with the package: definitions, published figures, measured areas."""
