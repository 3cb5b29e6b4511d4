"""The records that the stages hand on, what is derived from them, and the errors."""
