// question: How are these records called now, and when were they born?
// parameters: keys list
// columns: key string, forename string?, surname string?, date_of_birth date?
UNWIND $keys AS key
MATCH (r:Record {key: key})
WHERE r.current
RETURN r.key AS key, r.forename AS forename, r.surname AS surname, r.date_of_birth AS date_of_birth
