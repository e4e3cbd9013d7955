// question: Which address is this, if anybody whom the reader may see is linked to it?
// parameters: uid string
// columns: address map
MATCH (a:Address {uid: $uid})
WHERE a.guard IN $clear AND EXISTS {
  MATCH (a)<-[e:LIVES_AT]-(p:Person)
  WHERE p.guard IN $clear AND e.guard IN $clear AND (p:Child OR $sees_other_adults)
}
RETURN a {.uid, .lines, .postcode, .address_class, .matched, .local_authority, .authority_name, .ward} AS address
