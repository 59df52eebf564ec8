"""Bridges, brokers and clusters: what the network looks like, on an array view of it."""
