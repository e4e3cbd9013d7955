// question: Where do schools lie, and of what kind are they?
// parameters:
// columns: urn string, laestab string?, phase string?, kind string?, local_authority string?
MATCH (s:School)
WHERE s.guard IN $clear
RETURN s.urn AS urn, s.laestab AS laestab, s.phase AS phase, s.kind AS kind, s.local_authority AS local_authority
