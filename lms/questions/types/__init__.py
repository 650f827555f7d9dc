"""The question types, one a file. They know the contract and the shared pieces beside it, never each other."""
