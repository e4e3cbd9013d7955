// question: Which protections stand, and for whose record?
// columns: key string, record string, kind string, basis string?, since date?, alleged_abuser string?
MATCH (p:Protection)
WHERE p.until IS NULL
RETURN p.key AS key, p.record AS record, p.kind AS kind, p.basis AS basis, p.since AS since, p.alleged_abuser AS alleged_abuser
ORDER BY key
