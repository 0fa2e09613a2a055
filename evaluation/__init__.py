"""Questions with expectations: suites, metrics, reports and the pytest plugin."""
