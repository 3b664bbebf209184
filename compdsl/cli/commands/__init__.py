"""One file a command. The file is named after the verb and holds a click command called `command`."""
