// question: Which agencies does the index know, and has each sent anything?
// parameters:
// columns: code string, name string?, feed_live boolean?
MATCH (a:Agency)
WHERE a.guard IN $clear
RETURN a.code AS code, a.name AS name, a.feed_live AS feed_live
