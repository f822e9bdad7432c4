"""Append-only store of who said which quantity when, with revisions and copies of stories."""
