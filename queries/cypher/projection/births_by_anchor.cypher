// question: Which uids were born under these anchors?
// parameters: keys list
// columns: uid string, kind string, anchor string, sequence integer, on date, forwards_to string?
UNWIND $keys AS key
MATCH (b:Birth {anchor: key})
RETURN b.uid AS uid, b.kind AS kind, b.anchor AS anchor, b.sequence AS sequence, b.on AS on, b.forwards_to AS forwards_to
