"""What a paper does with what it names: proposes, uses, evaluates on, outperforms."""
