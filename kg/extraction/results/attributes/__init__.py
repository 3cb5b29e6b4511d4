"""The parts of a claim that are no entities: direction, bound, holder, conditions."""
