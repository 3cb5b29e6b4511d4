"""The encoder in PyTorch: its examples, its layers, its training, its export to ONNX. Nothing outside needs PyTorch."""
