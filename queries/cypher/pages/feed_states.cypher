// question: Which feeds are agreed, when did each join, and is one switched off?
// parameters: known_at date
// columns: feed string, agency string, name string, cadence_days integer, expects_from integer?, expects_to integer?,
//   joined date?, off_since date?
// unguarded: feeds hold nobody
MATCH (f:Feed)
RETURN f.code AS feed, f.agency AS agency, f.name AS name, f.cadence_days AS cadence_days,
  f.expects_from AS expects_from, f.expects_to AS expects_to,
  CASE WHEN f.joined <= $known_at THEN f.joined END AS joined,
  CASE WHEN f.off_since <= $known_at THEN f.off_since END AS off_since
