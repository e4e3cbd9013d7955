"""From a delivery of files to records, judgements and the projected graph."""
