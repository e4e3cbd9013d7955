// question: Do many adults live at this child's address who are not recorded as relatives or carers?
// name: Child at an address with many unrelated adults
// why: Adults who move in and out of a home are often not known to those who work with the child; procedures ask
//   for care where children share accommodation with strangers.
// source: London Child Protection Procedures on temporary accommodation; serious case review of Peter Connelly
//   (2009)
// thresholds:
//   - adults: 4 adults; no published basis; so many who are unrelated
//   - most: 12 people; no published basis; more people than this make it several homes under one reference
//   - confirmed: 12 months before; no published basis; a home counts that was begun or confirmed with the family
//     since then
// feeds: social_care
// guards:
//   - Shared accommodation: temporary accommodation, hostels, refuges, homes, hospitals, sites and schools are
//     left out
//   - Flats under one reference: an address with more people than a household holds is left out
//   - People who left and whose stay nobody ended: only homes begun or confirmed within the limit count, and not
//     where the person has moved on
//   - Extended families: adults with any recorded tie to the child, or to somebody tied to the child, are left out
// unguarded_cases:
//   - Relatives whose tie nobody recorded: the sentence says 'not recorded as', and asks to check
// wrong:
//   - Kinship that no agency recorded
//   - A licensed house in multiple occupation: no feed says which houses are licensed
// protective:
//   - An open lead professional for the child
//   - A recent home visit
// sentence: {count} adults with no recorded tie to {child} live at {address}.
// identity: child, address
// owner: Safeguarding lead of the partnership
// version: 2
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, adults integer, most integer, confirmed date
// columns: child string, address string, count integer, evidence_on date?, path list
MATCH (x0:Address)<-[l1:LIVES_AT]-(a0:Carer)
WHERE x0.guard IN $clear AND coalesce(x0.address_class, 'unknown') IN ['residential', 'unknown'] AND $sees_other_adults
  AND l1.kind IN ['main_home', 'second_home'] AND (l1.last_confirmed >= $confirmed OR l1.from >= $confirmed)
  AND (l1.from IS NULL OR l1.from <= $as_at) AND (l1.to IS NULL OR l1.to >= $as_at) AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND a0.guard IN $clear
WITH x0, count(DISTINCT a0.uid) AS adults0
WHERE adults0 >= $adults AND adults0 <= $most + 1
MATCH (x0)<-[l0:LIVES_AT]-(c:Child)
WHERE l0.guard IN $clear AND l0.kind IN ['main_home', 'second_home']
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18})) AND $sees_other_adults
MATCH (c)-[l7:LIVES_AT]->(x7:Address) // first, of each home once, whether it can be: most are left here
WHERE x7.guard IN $clear AND l7.guard IN $clear AND l7.first_seen <= $known_at AND (l7.withdrawn IS NULL OR l7.withdrawn > $known_at) AND l7.kind IN ['main_home', 'second_home'] AND (l7.to IS NULL OR l7.to >= $as_at)
WITH x7, collect(DISTINCT c) AS here
WHERE COUNT {
    MATCH (x7)<-[l8:LIVES_AT]-(a7:Carer)
    WHERE a7.guard IN $clear AND l8.guard IN $clear AND l8.first_seen <= $known_at AND (l8.withdrawn IS NULL OR l8.withdrawn > $known_at) AND l8.kind IN ['main_home', 'second_home'] AND (l8.from IS NULL OR l8.from <= $as_at)
      AND (l8.to IS NULL OR l8.to >= $as_at) AND (l8.last_confirmed >= $confirmed OR l8.from >= $confirmed)
  } >= $adults
UNWIND here AS c
WITH DISTINCT c
MATCH (c)-[lc:LIVES_AT]->(x:Address)
WHERE lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind IN ['main_home', 'second_home'] AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at) AND (lc.last_confirmed >= $confirmed OR lc.from >= $confirmed)
  AND x.guard IN $clear AND coalesce(x.address_class, 'unknown') IN ['residential', 'unknown']
  AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lc.from AND m.from <= $as_at
  }
WITH c, x, collect(DISTINCT lc {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS mine
MATCH (x)<-[la:LIVES_AT]-(a:Carer)
WHERE la.guard IN $clear AND la.first_seen <= $known_at AND (la.withdrawn IS NULL OR la.withdrawn > $known_at) AND la.kind IN ['main_home', 'second_home'] AND (la.from IS NULL OR la.from <= $as_at) AND (la.to IS NULL OR la.to >= $as_at) AND (la.last_confirmed >= $confirmed OR la.from >= $confirmed)
  AND a.guard IN $clear AND a.uid <> c.uid
WITH c, x, mine, collect(DISTINCT a.uid) AS there
WHERE size(there) >= $adults AND size(there) <= $most
MATCH (x)<-[la:LIVES_AT]-(a:Carer)
WHERE la.guard IN $clear AND la.first_seen <= $known_at AND (la.withdrawn IS NULL OR la.withdrawn > $known_at) AND la.kind IN ['main_home', 'second_home'] AND (la.from IS NULL OR la.from <= $as_at) AND (la.to IS NULL OR la.to >= $as_at) AND (la.last_confirmed >= $confirmed OR la.from >= $confirmed)
  AND a.guard IN $clear AND a.uid <> c.uid AND NOT EXISTS {
    MATCH (a)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > la.from AND m.from <= $as_at
  }
  AND NOT EXISTS {
    MATCH (a)-[t:PARENT_OF|CARES_FOR|RELATED_TO]-(c)
    WHERE t.guard IN $clear AND t.first_seen <= $known_at AND (t.withdrawn IS NULL OR t.withdrawn > $known_at)
  }
  AND NOT EXISTS {
    MATCH (a)-[t1:PARENT_OF|CARES_FOR|RELATED_TO]-(k:Person)-[t2:PARENT_OF|CARES_FOR|RELATED_TO]-(c)
    WHERE k.guard IN $clear AND t1.guard IN $clear AND t1.first_seen <= $known_at AND (t1.withdrawn IS NULL OR t1.withdrawn > $known_at) AND t2.guard IN $clear AND t2.first_seen <= $known_at AND (t2.withdrawn IS NULL OR t2.withdrawn > $known_at)
  }
WITH c, x, mine, count(DISTINCT a.uid) AS adults, max(coalesce(la.last_confirmed, la.from)) AS latest,
  collect(DISTINCT la {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: a.uid, end: x.uid}) AS theirs
WHERE adults >= $adults
RETURN c.uid AS child, x.uid AS address, adults AS count, latest AS evidence_on, mine + theirs AS path
