// question: To which identifier does a retired one lead now?
// parameters: uid string
// columns: uid string?
// unguarded: the identifier that is answered is opened under its own guard
MATCH (b:Birth {uid: $uid})
RETURN b.forwards_to AS uid
