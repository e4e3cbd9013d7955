"""The vocabulary: people, places, edges, records and judgements. No input or output."""
