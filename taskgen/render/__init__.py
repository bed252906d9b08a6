"""What goes out: models as text, through the templates in `templates/`."""
