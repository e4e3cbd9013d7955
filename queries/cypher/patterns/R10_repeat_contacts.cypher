// question: Were there several contacts about the children of one home within a year, from different sources, that
//   all came to nothing?
// name: Repeat contacts that led to nothing, across brothers and sisters
// why: Five people referred Star Hobson within nine months; each referral was weighed alone. A closed referral
//   without action is often followed by another.
// source: National review into the murders of Arthur Labinjo-Hughes and Star Hobson (2022); Troncoso (2017);
//   Department for Education, children in need census
// thresholds:
//   - window: 12 months before; no published basis; within so long
//   - contacts: 3 contacts; no published basis; so many
//   - sources: 2 sources; no published basis; from so many sorts of source
//   - lived: 180 days before; no published basis; children who lived there until then count
// feeds: social_care
// guards:
//   - One event entered several times: contacts within two days of each other are one
//   - A family with a plan, an open case or an enquiry since then: it did not come to nothing
//   - Big families: contacts are counted, not children
// unguarded_cases:
//   - Anonymous calls in bad faith: those about Star Hobson were dismissed as such, so they count
// wrong:
//   - Two families live under one reference
//   - A contact was about something else
// protective:
//   - Early help that the family took up
//   - An open lead professional with another agency
// sentence: There were {count} contacts or referrals about the children of {child}'s home since {since}, from
//   {sources_found} sorts of source, and none led to more.
// identity: child
// owner: Safeguarding lead of the partnership
// version: 4
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, window date, contacts integer, sources integer, lived date
// columns: child string, count integer, sources_found integer, since date, evidence_on date?, path list
MATCH (o0:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE i0.kind IN ['contact', 'referral'] AND i0.from >= $window AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at) AND o0.guard IN $clear AND s0.guard IN $clear
WITH o0, count(DISTINCT i0) AS told0
MATCH (o0)-[l1:LIVES_AT]->(x0:Address)
WHERE l1.kind IN ['main_home', 'second_home'] AND (l1.to IS NULL OR l1.to >= $lived) AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND x0.guard IN $clear
WITH DISTINCT o0, told0, x0
WITH x0, sum(told0) AS told0
WHERE told0 >= $contacts AND COUNT {
    MATCH (x0)<-[h0:LIVES_AT]-(q0:Person)
    WHERE h0.guard IN $clear AND q0.guard IN $clear
  } <= 30
MATCH (x0)<-[l0:LIVES_AT]-(c:Child)
WHERE l0.guard IN $clear AND l0.kind IN ['main_home', 'second_home']
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
MATCH (c)-[l7:LIVES_AT]->(x7:Address) // first, of each home once, whether it can be: most are left here
WHERE x7.guard IN $clear AND l7.guard IN $clear AND l7.first_seen <= $known_at AND (l7.withdrawn IS NULL OR l7.withdrawn > $known_at) AND l7.kind IN ['main_home', 'second_home'] AND (l7.to IS NULL OR l7.to >= $as_at)
WITH x7, collect(DISTINCT c) AS here
WHERE COUNT {
    MATCH (x7)<-[l8:LIVES_AT]-(o7:Child)-[i7:INVOLVED_WITH]->(s7:Service)
    WHERE i7.kind IN ['contact', 'referral'] AND i7.from >= $window AND o7.guard IN $clear AND s7.guard IN $clear AND i7.guard IN $clear AND i7.first_seen <= $known_at AND (i7.withdrawn IS NULL OR i7.withdrawn > $known_at)
      AND l8.guard IN $clear AND l8.first_seen <= $known_at AND (l8.withdrawn IS NULL OR l8.withdrawn > $known_at) AND l8.kind IN ['main_home', 'second_home'] AND (l8.to IS NULL OR l8.to >= $lived)
  } >= $contacts AND COUNT {
    MATCH (x7)<-[h7:LIVES_AT]-(q7:Person)
    WHERE h7.guard IN $clear AND q7.guard IN $clear
  } <= 30
UNWIND here AS c
WITH DISTINCT c
MATCH (c)-[lc:LIVES_AT]->(x:Address)
WHERE x.guard IN $clear AND NOT coalesce(x.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode'] AND lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind IN ['main_home', 'second_home'] AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at)
WITH c, lc, x
WHERE COUNT {
    MATCH (x)<-[h:LIVES_AT]-(q:Person)
    WHERE h.guard IN $clear AND q.guard IN $clear
  } <= 30 // more people than this make an address a hub, not a home
MATCH (x)<-[lo:LIVES_AT]-(o:Child)-[i:INVOLVED_WITH]->(s:Service)
WHERE i.kind IN ['contact', 'referral'] AND i.from >= $window AND s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at)
  AND o.guard IN $clear AND lo.guard IN $clear AND lo.first_seen <= $known_at AND (lo.withdrawn IS NULL OR lo.withdrawn > $known_at) AND lo.kind IN ['main_home', 'second_home'] AND (lo.from IS NULL OR lo.from <= $as_at) AND (lo.to IS NULL OR lo.to >= $lived)
WITH c, x, collect(DISTINCT lc) AS stays, count(DISTINCT i) AS told
WHERE told >= $contacts
UNWIND stays AS lc
WITH c, lc, x
WHERE NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lc.from AND m.from <= $as_at
  }
WITH c, x, collect(DISTINCT lc {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS mine
MATCH (x)<-[lo:LIVES_AT]-(o:Child)
WHERE o.guard IN $clear
  AND lo.guard IN $clear AND lo.first_seen <= $known_at AND (lo.withdrawn IS NULL OR lo.withdrawn > $known_at) AND lo.kind IN ['main_home', 'second_home'] AND (lo.from IS NULL OR lo.from <= $as_at) AND (lo.to IS NULL OR lo.to >= $lived)
WITH c, o, mine, collect(DISTINCT lo {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: o.uid, end: x.uid}) AS theirs
MATCH (o)-[i:INVOLVED_WITH]->(s:Service)
WHERE o.guard IN $clear AND s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at)
  AND i.kind IN ['contact', 'referral', 'assessment', 'child_in_need', 'child_protection', 'looked_after', 'section_47', 'pre_proceedings', 'known_elsewhere']
  AND ((i.from >= $window AND i.from <= $as_at) OR (i.status = 'open' AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)))
WITH c, i, o, mine + theirs AS stays ORDER BY i.from
WITH c, collect(i.kind) AS kinds, collect(i.status) AS states, collect(stays) AS stays,
  collect(DISTINCT CASE WHEN i.kind <> 'assessment' THEN i.from END) AS days,
  count(DISTINCT i.source_of_referral) AS sources, max(i.from) AS latest, collect(DISTINCT i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: o.uid, end: null}) AS told
WHERE all(kind IN kinds WHERE kind IN ['contact', 'referral', 'assessment']) AND all(state IN states WHERE state <> 'open')
  AND sources >= $sources
WITH c, sources, latest, reduce(all = told, some IN stays | all + some) AS path,
  size([n IN range(0, size(days) - 1) WHERE n = 0 OR days[n] > days[n - 1] + duration({days: 2})]) AS found
WHERE found >= $contacts
RETURN c.uid AS child, found AS count, sources AS sources_found, $window AS since, latest AS evidence_on, path
