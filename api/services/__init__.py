"""What a reader may do: the calls behind the JSON API and the pages. Each writes its audit entry before it answers."""
