"""What a task is, as data: between the sources that describe SDKs and the renderers."""
