"""Spans of the text that name a method, model, dataset, metric or task."""
