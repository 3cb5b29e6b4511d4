"""What a release is made of: the locked versions, and the editor of the query page."""
