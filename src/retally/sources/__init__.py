"""Publishers of control maps: decode (pure) and fetch (network)."""
