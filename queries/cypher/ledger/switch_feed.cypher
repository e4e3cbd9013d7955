// question: Switch a feed off since a day, or on again where there is none.
// parameters: feed string, since date?
MATCH (f:Feed {code: $feed})
SET f.off_since = $since
