"""Published files that are no CSV, opened safely: XML, workbooks, JSON. Nothing in them is run, expanded or fetched."""
