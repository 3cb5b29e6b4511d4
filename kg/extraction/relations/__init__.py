"""Relations of a paper to entities: proposes, uses, evaluates on, outperforms."""
