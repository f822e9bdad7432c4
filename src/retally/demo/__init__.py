"""A made-up war on a made-up island, whose truth is known: the whole of Retally without any map."""
