"""Attributes of a result that are no entities: direction, bound, holder, conditions."""
