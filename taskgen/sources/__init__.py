"""What comes in: one module or package for each kind of input, each yielding `ModuleModel`s."""
