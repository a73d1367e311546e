"""The whole application under one process: broker, web server and worker as supervised children."""
