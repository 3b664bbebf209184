"""The kernel in DuckDB: on one machine, also on more rows than fit into its memory."""
