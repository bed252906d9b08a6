"""OpenAPI documents: from files that describe an HTTP API to models of tasks that call it."""
