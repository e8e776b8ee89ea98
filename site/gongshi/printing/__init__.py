"""HTML to PDF in a child process."""
