// question: Is a brother, sister or child of the same home in protection or care while social care does nothing
//   for this child?
// name: Sibling asymmetry
// why: What harms one child of a home often harms the others; a notification about one child raises sixty-fold the
//   likelihood of one about the next, and is highest for twins.
// source: Hamilton-Giachritsis and Browne (2005); MacMillan and others (2013); Jean-Gilles and Crittenden (1990)
// thresholds:
//   - enquiry: 90 days before; no published basis; an enquiry under section 47 counts since then
//   - parted: 90 days before; no published basis; children who lived together until then count
// feeds: social_care
// guards:
//   - Placements: foster children and the carer's own children are not brothers and sisters, and a placement makes
//     no household
//   - A brother or sister who lives elsewhere: without a home in common, the parent they share has to live with
//     this child
//   - Another authority's looked-after child: one who is placed here is nobody's missed link
//   - Communal places, where children of many families live
// unguarded_cases:
//   - A plan because of harm outside the family: the reason of a plan is not taken into the index; ask the lead
//     professional
//   - A brother or sister whose own record is not linked: then the records are to be joined, which is as useful to
//     know
// wrong:
//   - The other child's involvement has ended and nobody closed it
//   - This child has an open record under another name
// protective:
//   - An open lead professional with any agency
//   - Social care closed an assessment of this child lately
// sentence: {other} has {involvement} and {child}, who {tie}, has no open involvement of social care.
// identity: child, other
// owner: Safeguarding lead of the partnership
// version: 2
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, enquiry date, parted date, own list
// columns: child string, other string, involvement string, tie string, evidence_on date?, path list
MATCH (o0:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE (i0.kind IN ['child_protection', 'looked_after'] AND i0.status = 'open' AND (i0.from IS NULL OR i0.from <= $as_at)
    AND (i0.to IS NULL OR i0.to >= $as_at) OR i0.kind = 'section_47' AND i0.from >= $enquiry AND i0.from <= $as_at)
  AND o0.guard IN $clear AND s0.guard IN $clear AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at)
WITH DISTINCT o0
CALL (o0) {
  MATCH (o0)-[l1:LIVES_AT]->(x0:Address)
  WHERE x0.guard IN $clear AND l1.kind IN ['main_home', 'second_home'] AND (l1.to IS NULL OR l1.to >= $parted) AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at)
  WITH DISTINCT x0
  WHERE COUNT {
    MATCH (x0)<-[h0:LIVES_AT]-(q0:Person)
    WHERE h0.guard IN $clear AND q0.guard IN $clear
  } <= 30
  MATCH (x0)<-[l0:LIVES_AT]-(c:Child)
WHERE l0.guard IN $clear AND l0.kind IN ['main_home', 'second_home']
  RETURN c
  UNION
  MATCH (o0)<-[t1:PARENT_OF|CARES_FOR]-(a0:Person)-[t0:PARENT_OF|CARES_FOR]->(c:Child)
  WHERE a0.guard IN $clear AND t1.guard IN $clear AND t0.guard IN $clear
    AND NOT coalesce(t1.paid, false) AND NOT coalesce(t0.paid, false)
  RETURN c
}
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
  AND NOT EXISTS {
    MATCH (c)-[j:INVOLVED_WITH]->(t:Service)
    WHERE t.guard IN $clear AND t.agency = 'social_care' AND j.status = 'open' AND j.kind <> 'contact'
      AND j.guard IN $clear AND j.first_seen <= $known_at AND (j.withdrawn IS NULL OR j.withdrawn > $known_at) AND (j.from IS NULL OR j.from <= $as_at) AND (j.to IS NULL OR j.to >= $as_at)
  }
WITH collect(c) AS asked // first, of each home and each adult once, whether it can be: most are left here
CALL (asked) {
  UNWIND asked AS c
  MATCH (c)-[l7:LIVES_AT]->(x7:Address)
  WHERE c.guard IN $clear AND x7.guard IN $clear AND l7.guard IN $clear AND l7.first_seen <= $known_at AND (l7.withdrawn IS NULL OR l7.withdrawn > $known_at) AND l7.kind IN ['main_home', 'second_home'] AND (l7.to IS NULL OR l7.to >= $parted)
  WITH x7, collect(DISTINCT c) AS here
  WHERE EXISTS {
      MATCH (x7)<-[l8:LIVES_AT]-(o7:Child)-[i7:INVOLVED_WITH]->(s7:Service)
      WHERE (i7.kind IN ['child_protection', 'looked_after'] AND i7.status = 'open' OR i7.kind = 'section_47' AND i7.from >= $enquiry) AND o7.guard IN $clear AND s7.guard IN $clear AND i7.guard IN $clear AND i7.first_seen <= $known_at AND (i7.withdrawn IS NULL OR i7.withdrawn > $known_at)
        AND l8.guard IN $clear AND l8.first_seen <= $known_at AND (l8.withdrawn IS NULL OR l8.withdrawn > $known_at) AND l8.kind IN ['main_home', 'second_home'] AND (l8.to IS NULL OR l8.to >= $parted)
    } AND COUNT {
      MATCH (x7)<-[h7:LIVES_AT]-(q7:Person)
      WHERE h7.guard IN $clear AND q7.guard IN $clear
    } <= 30
  UNWIND here AS c
  RETURN DISTINCT c
  UNION
  UNWIND asked AS c
  MATCH (c)<-[t7:PARENT_OF|CARES_FOR]-(a7:Person)
  WHERE c.guard IN $clear AND a7.guard IN $clear AND t7.guard IN $clear AND t7.first_seen <= $known_at AND (t7.withdrawn IS NULL OR t7.withdrawn > $known_at) AND NOT coalesce(t7.paid, false)
  WITH a7, collect(DISTINCT c) AS here
  WHERE EXISTS {
      MATCH (a7)-[t8:PARENT_OF|CARES_FOR]->(o7:Child)-[i7:INVOLVED_WITH]->(s7:Service)
      WHERE (i7.kind IN ['child_protection', 'looked_after'] AND i7.status = 'open' OR i7.kind = 'section_47' AND i7.from >= $enquiry) AND o7.guard IN $clear AND s7.guard IN $clear AND i7.guard IN $clear AND i7.first_seen <= $known_at AND (i7.withdrawn IS NULL OR i7.withdrawn > $known_at) AND t8.guard IN $clear AND t8.first_seen <= $known_at AND (t8.withdrawn IS NULL OR t8.withdrawn > $known_at) AND NOT coalesce(t8.paid, false)
    }
  UNWIND here AS c
  RETURN DISTINCT c
}
WITH DISTINCT c
CALL (c) {
  MATCH (c)-[lc:LIVES_AT]->(x:Address)
  WHERE x.guard IN $clear AND NOT coalesce(x.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode']
    AND lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind IN ['main_home', 'second_home']
    AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $parted)
    AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lc.from AND m.from <= $as_at
  }
  WITH c, x, collect(lc) AS stays
  WHERE COUNT {
    MATCH (x)<-[h:LIVES_AT]-(q:Person)
    WHERE h.guard IN $clear AND q.guard IN $clear
  } <= 30 // more people than this make an address a hub, not a home
  MATCH (x)<-[lo:LIVES_AT]-(o:Child)
  WHERE o.guard IN $clear AND o.uid <> c.uid AND lo.guard IN $clear AND lo.first_seen <= $known_at AND (lo.withdrawn IS NULL OR lo.withdrawn > $known_at) AND lo.kind IN ['main_home', 'second_home']
    AND (lo.from IS NULL OR lo.from <= $as_at) AND (lo.to IS NULL OR lo.to >= $parted)
  WITH c, x, stays, lo, o
  WHERE EXISTS {
    MATCH (o)-[i:INVOLVED_WITH]->(s:Service)
    WHERE s.guard IN $clear AND (i.kind IN ['child_protection', 'looked_after'] AND i.status = 'open' AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)
      OR i.kind = 'section_47' AND i.from >= $enquiry AND i.from <= $as_at)
    AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.responsible_authority IS NULL OR (i.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR i.responsible_authority IN $own)))
  } AND (lo.to IS NOT NULL OR NOT EXISTS {
    MATCH (o)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lo.from AND m.from <= $as_at
  })
  UNWIND stays AS lc
  WITH c, x, lc, lo, o
  WHERE (lc.from IS NULL OR lo.to IS NULL OR lc.from <= lo.to) AND (lo.from IS NULL OR lc.to IS NULL OR lo.from <= lc.to)
  RETURN o, 'lives or lately lived at the same address' AS tie,
    collect(DISTINCT lc {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid})
    + collect(DISTINCT lo {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: o.uid, end: x.uid}) AS link
  UNION ALL
  MATCH (c)<-[pc:PARENT_OF|CARES_FOR]-(a:Person)
  WHERE a.guard IN $clear AND pc.guard IN $clear AND pc.first_seen <= $known_at AND (pc.withdrawn IS NULL OR pc.withdrawn > $known_at) AND (pc.from IS NULL OR pc.from <= $as_at) AND (pc.to IS NULL OR pc.to >= $as_at) AND NOT coalesce(pc.paid, false)
  WITH c, a, collect(DISTINCT pc {.key, kind: coalesce(pc.relationship, pc.kind), .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'CARES_FOR', start: a.uid, end: c.uid}) AS mine
  MATCH (a)-[po:PARENT_OF|CARES_FOR]->(o:Child)
  WHERE o.guard IN $clear AND o.uid <> c.uid AND po.guard IN $clear AND po.first_seen <= $known_at AND (po.withdrawn IS NULL OR po.withdrawn > $known_at) AND (po.from IS NULL OR po.from <= $as_at) AND (po.to IS NULL OR po.to >= $as_at) AND NOT coalesce(po.paid, false)
  WITH c, a, mine, o, collect(DISTINCT po {.key, kind: coalesce(po.relationship, po.kind), .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'CARES_FOR', start: a.uid, end: o.uid}) AS theirs
  WHERE EXISTS {
    MATCH (o)-[i:INVOLVED_WITH]->(s:Service)
    WHERE s.guard IN $clear AND (i.kind IN ['child_protection', 'looked_after'] AND i.status = 'open' AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)
      OR i.kind = 'section_47' AND i.from >= $enquiry AND i.from <= $as_at)
    AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.responsible_authority IS NULL OR (i.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR i.responsible_authority IN $own)))
  }
  MATCH (c)-[lc:LIVES_AT]->(x:Address)<-[la:LIVES_AT]-(a)
  WHERE x.guard IN $clear AND lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind IN ['main_home', 'second_home'] AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at) AND la.guard IN $clear AND la.first_seen <= $known_at AND (la.withdrawn IS NULL OR la.withdrawn > $known_at) AND la.kind IN ['main_home', 'second_home'] AND (la.from IS NULL OR la.from <= $as_at) AND (la.to IS NULL OR la.to >= $as_at)
    AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lc.from AND m.from <= $as_at
  } AND NOT EXISTS {
    MATCH (a)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > la.from AND m.from <= $as_at
  }
  WITH o, mine, theirs, collect(DISTINCT lc {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS stays,
    collect(DISTINCT la {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: a.uid, end: x.uid}) AS others
  RETURN o, 'lives with a parent or carer of both' AS tie, mine + theirs + stays + others AS link
}
WITH c, o, min(tie) AS tie, collect(link) AS links
MATCH (o)-[i:INVOLVED_WITH]->(s:Service)
WHERE o.guard IN $clear AND s.guard IN $clear AND (i.kind IN ['child_protection', 'looked_after'] AND i.status = 'open' AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)
      OR i.kind = 'section_47' AND i.from >= $enquiry AND i.from <= $as_at)
    AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.responsible_authority IS NULL OR (i.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR i.responsible_authority IN $own)))
WITH c, o, tie, links, collect(DISTINCT i.kind) AS kinds, max(i.from) AS latest, collect(DISTINCT i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: o.uid, end: null}) AS plans
RETURN c.uid AS child, o.uid AS other,
  CASE WHEN 'child_protection' IN kinds THEN 'an open protection plan'
    WHEN 'looked_after' IN kinds THEN 'been taken into care' ELSE 'an enquiry under section 47' END AS involvement,
  tie, latest AS evidence_on, reduce(all = [], some IN links | all + some) + plans AS path
