"""Introductions: the paths, the plan, whose lists to borrow, and the words."""
