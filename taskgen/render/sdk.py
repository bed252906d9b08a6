"""The renderer of tasks that call a Python SDK; see `taskgen.render.kinds.Renderer`."""
