"""The command line: one file a command, and all contact with files, terminal and environment."""
