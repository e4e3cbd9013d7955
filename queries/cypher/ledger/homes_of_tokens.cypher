// question: Which home does each of these address tokens lead to, under which anchor?
// parameters: keys list
// columns: token string, uid string, anchor string
UNWIND $keys AS key
MATCH (b:Birth {anchor: key})
MATCH (a:Address {uid: coalesce(b.forwards_to, b.uid)})
RETURN key AS token, a.uid AS uid, a.anchor AS anchor
