"""Snapshots as captured: kept by hash, never overwritten, verified on read."""
