"""Checks of continuous integration that are no tests: they measure time and size, or compare whole builds."""
