// question: Write nodes labelled Address.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Address {
  uid: row.uid, guard: row.guard, anchor: row.anchor, uprn: row.uprn, key: row.key, lines: row.lines,
  postcode: row.postcode, local_authority: row.local_authority, authority_name: row.authority_name,
  ward: row.ward, deprivation: row.deprivation, outside: row.outside, postcode_listed: row.postcode_listed, address_class: row.address_class,
  matched: row.matched, easting: row.easting, northing: row.northing, position_from: row.position_from
})
