// question: Is a child expected long ago of whom no birth is known, or has a young child missed the review that
//   was due?
// name: Unborn or under five and unseen
// why: Babies are the children most often killed or badly hurt; the mandated health visitor reviews are the only
//   service that is to see every one of them.
// source: Child Safeguarding Practice Review Panel, Safeguarding children under one (2021); Local Authorities
//   (Public Health Functions and Entry to Premises by Local Healthwatch Representatives) Regulations 2013,
//   regulation 5A
// thresholds:
//   - overdue: 42 days before; no published basis; the expected day of birth is at least so long ago
//   - grace: 28 days; no published basis; so long after the end of a review's window
//   - confirmed: 12 months before; no published basis; a home counts that was begun or confirmed with the family
//     since then
// feeds: child_health, maternity
// guards:
//   - A pregnancy that ended, or went to another provider, is never shown
//   - The baby under a record of its own: a child of the same mother born around the expected day
//   - Months without a review: none is due between about twelve and twenty-four months, nor after thirty
//   - A list that a team holds: no worker has to be named
//   - Nursery: a child on a school's roll is seen
//   - Families who moved away, and children known to another authority
// unguarded_cases:
//   - A miscarriage of which maternity did not tell: only leads see this pattern, and nobody writes to the family
//     before asking the midwives
// wrong:
//   - The contact is entered late
//   - The family moved and no agency was told
// protective:
//   - A recent contact with any other agency
//   - An open lead professional
// sentence: {child}: {what}.
// identity: child, what
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, overdue date, grace integer, confirmed date
// columns: child string, what string, evidence_on date?, path list
MATCH (c:Child) WHERE c.guard IN $clear AND c.date_of_birth > $as_at - duration({years: 5})
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND c.place_guard IN $clear
  AND c.date_of_birth > $as_at - duration({years: 5}) AND coalesce(c.unplaced, '') <> 'left_area'
CALL (c) {
  MATCH (c)<-[d:DESCRIBES]-(r:Record)
  WHERE c.dob_certainty = 'expected' AND c.date_of_birth <= $overdue
    AND d.guard IN $clear AND r.guard IN $clear
    AND r.first_seen <= $known_at AND (r.withdrawn IS NULL OR r.withdrawn > $known_at)
    AND NOT EXISTS {
      MATCH (c)-[m:INVOLVED_WITH]->(s:Service)
      WHERE s.guard IN $clear AND m.kind = 'maternity' AND (m.status <> 'open' OR m.end_reason IS NOT NULL OR m.to IS NOT NULL)
        AND m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at)
    }
    AND NOT EXISTS {
      MATCH (c)<-[p:PARENT_OF]-(a:Person)-[q:PARENT_OF]->(b:Child)
      WHERE a.guard IN $clear AND b.guard IN $clear AND p.guard IN $clear AND p.first_seen <= $known_at AND (p.withdrawn IS NULL OR p.withdrawn > $known_at) AND q.guard IN $clear AND q.first_seen <= $known_at AND (q.withdrawn IS NULL OR q.withdrawn > $known_at) AND b.uid <> c.uid
        AND coalesce(b.dob_certainty, 'exact') <> 'expected'
        AND b.date_of_birth >= c.date_of_birth - duration({days: 100}) AND b.date_of_birth <= c.date_of_birth + duration({days: 42})
    }
  RETURN 'was expected and no birth and no other end of the pregnancy is recorded' AS what, c.date_of_birth AS due,
    collect(DISTINCT {key: r.key, kind: 'record', from: r.extracted, agency: r.agency, feed: r.feed, record: r.key,
      first_seen: r.first_seen, last_seen: r.last_seen, type: 'DESCRIBES', start: c.uid, end: null}) AS path
  UNION ALL
  MATCH (c)-[l:LIVES_AT]->(x:Address)
  WHERE coalesce(c.dob_certainty, 'exact') <> 'expected' AND x.guard IN $clear
    AND l.guard IN $clear AND l.first_seen <= $known_at AND (l.withdrawn IS NULL OR l.withdrawn > $known_at) AND l.kind IN ['main_home', 'second_home'] AND (l.from IS NULL OR l.from <= $as_at) AND (l.to IS NULL OR l.to >= $as_at) AND (l.last_confirmed >= $confirmed OR l.from >= $confirmed) AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > l.from AND m.from <= $as_at
  }
  WITH c, collect(DISTINCT l {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS homes,
    CASE
      WHEN c.date_of_birth + duration({months: 30}) + duration({days: $grace}) <= $as_at
        THEN {name: 'the review of two to two and a half years', from: c.date_of_birth + duration({months: 22}), to: c.date_of_birth + duration({months: 30})}
      WHEN c.date_of_birth + duration({months: 12}) + duration({days: $grace}) <= $as_at
        THEN {name: 'the review of nine to twelve months', from: c.date_of_birth + duration({months: 8}), to: c.date_of_birth + duration({months: 12})}
      WHEN c.date_of_birth + duration({days: 56 + $grace}) <= $as_at
        THEN {name: 'the review of six to eight weeks', from: c.date_of_birth + duration({days: 35}), to: c.date_of_birth + duration({days: 56})}
      WHEN c.date_of_birth + duration({days: 14 + $grace}) <= $as_at
        THEN {name: 'the new birth visit', from: c.date_of_birth, to: c.date_of_birth + duration({days: 14})}
    END AS review
  WHERE review IS NOT NULL
    AND NOT EXISTS {
      MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
      WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at)
        AND (i.kind = 'health_visiting' AND (i.last_contact >= review.from OR i.from > review.to)
          OR i.kind = 'known_elsewhere' AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at) OR i.last_seen_alone >= review.from)
    }
    AND NOT EXISTS {
      MATCH (c)-[n:ATTENDS]->(t:School)
      WHERE t.guard IN $clear AND n.guard IN $clear AND n.first_seen <= $known_at AND (n.withdrawn IS NULL OR n.withdrawn > $known_at) AND (n.from IS NULL OR n.from <= $as_at) AND (n.to IS NULL OR n.to >= $as_at)
    }
  RETURN 'no contact is recorded for ' + review.name AS what, review.to AS due, homes AS path
}
WITH c, what, due, path
WHERE size(path) > 0
RETURN c.uid AS child, what, due AS evidence_on, path
