"""The SQL editor's page: write a query, run it on a copy of the data, look at the result, take it away."""
