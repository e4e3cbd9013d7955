"""What a reader may do: the same calls behind the JSON routes and the pages. Each writes its audit entry before it answers."""
