// question: Does this child live with somebody who is no close relative, with no parent in the home, and has
//   nobody said how that came about?
// name: Check relationship: child away from parents
// why: Great-aunts and cousins are not close relatives in law. Victoria Climbié lived with a great-aunt, and no
//   authority asked on what footing.
// source: Children Act 1989, sections 66 and 105; Children (Private Arrangements for Fostering) Regulations 2005;
//   The Victoria Climbié Inquiry (2003)
// thresholds:
//   - days: 28 days; published: section 66 of the Children Act 1989; the child has lived there, or is meant to
//     live there, for so long
//   - confirmed: 12 months before; no published basis; a home counts that was begun or confirmed with the family
//     since then
// feeds: social_care, private_fostering
// guards:
//   - Missing kinship: the adult has to be recorded as somebody who is no close relative, and a parent to live
//     elsewhere
//   - Boarding schools, hostels and other communal places
//   - Shared care: a parent who lives there too, and homes said to be second homes
//   - Placements, special guardians, holders of parental responsibility by order, notified private fostering,
//     foster carers
// unguarded_cases:
//   - Disabled children of sixteen and seventeen, for whom the law reaches to eighteen: disability is not taken
//     into the index
// wrong:
//   - A parent lives there and no agency said so
//   - The adult is a close relative and was entered as another
// protective:
//   - An open lead professional
//   - A notice of private fostering on its way
// sentence: {child} has lived at {address} since {since} with {adult}, recorded as {relationship}. No parent is
//   recorded there. Check the relationship.
// identity: child, adult, address
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, days integer, confirmed date
// columns: child string, adult string, address string, relationship string, since date, evidence_on date?, path
//   list
MATCH (c:Child)<-[t0:CARES_FOR|RELATED_TO]-(a0:Carer)
WHERE t0.relationship IN ['great_aunt_or_uncle', 'other_relative', 'other_carer', 'other_contact', 'not_recorded'] AND $sees_other_adults
  AND t0.guard IN $clear AND t0.first_seen <= $known_at AND (t0.withdrawn IS NULL OR t0.withdrawn > $known_at) AND a0.guard IN $clear AND c.guard IN $clear AND c.date_of_birth > $as_at - duration({years: 16})
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND $sees_other_adults
  AND c.date_of_birth > $as_at - duration({years: 16}) AND coalesce(c.dob_certainty, 'exact') <> 'expected'
MATCH (c)<-[t:CARES_FOR|RELATED_TO]-(a:Carer)
WHERE a.guard IN $clear AND t.guard IN $clear AND t.first_seen <= $known_at AND (t.withdrawn IS NULL OR t.withdrawn > $known_at) AND (t.from IS NULL OR t.from <= $as_at) AND (t.to IS NULL OR t.to >= $as_at) AND NOT coalesce(t.paid, false)
  AND t.relationship IN ['great_aunt_or_uncle', 'other_relative', 'other_carer', 'other_contact', 'not_recorded']
MATCH (c)-[lc:LIVES_AT]->(x:Address)<-[la:LIVES_AT]-(a)
WHERE lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind = 'main_home' AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at) AND (lc.last_confirmed >= $confirmed OR lc.from >= $confirmed) AND x.guard IN $clear AND NOT coalesce(x.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode']
  AND la.guard IN $clear AND la.first_seen <= $known_at AND (la.withdrawn IS NULL OR la.withdrawn > $known_at) AND la.kind IN ['main_home', 'second_home'] AND (la.from IS NULL OR la.from <= $as_at) AND (la.to IS NULL OR la.to >= $as_at)
  AND lc.from IS NOT NULL
  AND (lc.from + duration({days: $days}) <= $as_at OR lc.to >= lc.from + duration({days: $days}))
  AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lc.from AND m.from <= $as_at
  } AND NOT EXISTS {
    MATCH (a)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > la.from AND m.from <= $as_at
  }
  AND NOT EXISTS {
    MATCH (c)<-[p:PARENT_OF|CARES_FOR|RELATED_TO|RESPONSIBLE_FOR]-(b:Person)-[lb:LIVES_AT]->(x)
    WHERE b.guard IN $clear AND p.guard IN $clear AND p.first_seen <= $known_at AND (p.withdrawn IS NULL OR p.withdrawn > $known_at) AND (p.from IS NULL OR p.from <= $as_at) AND (p.to IS NULL OR p.to >= $as_at) AND lb.guard IN $clear AND lb.first_seen <= $known_at AND (lb.withdrawn IS NULL OR lb.withdrawn > $known_at) AND lb.kind IN ['main_home', 'second_home'] AND (lb.from IS NULL OR lb.from <= $as_at) AND (lb.to IS NULL OR lb.to >= $as_at)
      AND (type(p) = 'PARENT_OF' OR p.held = 'yes'
        OR p.relationship IN ['mother', 'father', 'parent', 'step_parent', 'adoptive_parent', 'grandparent', 'sibling', 'aunt_or_uncle', 'guardian', 'foster_carer'])
  }
  AND NOT EXISTS {
    MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
    WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at) AND i.status = 'open' AND i.kind IN ['looked_after', 'private_fostering']
  }
  AND NOT EXISTS {
    MATCH (c)-[l2:LIVES_AT]->(y:Address)
    WHERE y.guard IN $clear AND l2.guard IN $clear AND l2.first_seen <= $known_at AND (l2.withdrawn IS NULL OR l2.withdrawn > $known_at) AND (l2.from IS NULL OR l2.from <= $as_at) AND (l2.to IS NULL OR l2.to >= $as_at) AND (l2.kind = 'placement' OR l2.kind = 'second_home' AND y.uid = x.uid)
  }
  AND EXISTS {
    MATCH (c)<-[q:PARENT_OF]-(b2:Person)-[l3:LIVES_AT]->(z:Address)
    WHERE b2.guard IN $clear AND z.guard IN $clear AND z.uid <> x.uid AND q.guard IN $clear AND q.first_seen <= $known_at AND (q.withdrawn IS NULL OR q.withdrawn > $known_at) AND l3.guard IN $clear AND l3.first_seen <= $known_at AND (l3.withdrawn IS NULL OR l3.withdrawn > $known_at) AND l3.kind IN ['main_home', 'second_home'] AND (l3.from IS NULL OR l3.from <= $as_at) AND (l3.to IS NULL OR l3.to >= $as_at)
      AND NOT coalesce(b2.alleged_abuser, false)
  }
WITH c, a, x, min(t.relationship) AS relationship, min(lc.from) AS since, max(coalesce(lc.last_confirmed, lc.from)) AS latest,
  collect(DISTINCT t {.key, kind: coalesce(t.relationship, t.kind), .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'CARES_FOR', start: a.uid, end: c.uid}) + collect(DISTINCT lc {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid})
    + collect(DISTINCT la {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: a.uid, end: x.uid}) AS path
RETURN c.uid AS child, a.uid AS adult, x.uid AS address, replace(relationship, '_', ' ') AS relationship, since,
  latest AS evidence_on, path
