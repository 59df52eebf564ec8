"""For JupyterLab and for mentors: the explorer, charts, the report, and the lab itself."""
