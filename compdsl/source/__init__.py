"""Text and the places in it, before anything is known about what it means."""
