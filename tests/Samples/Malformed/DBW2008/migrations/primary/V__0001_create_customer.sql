-- dbwarden: irreversable the old customers are gone
-- dbwarden: statement-timeout 10 minutes
-- dbwarden: allow DBW2002 we are in a hurry
-- upgrade
CREATE TABLE customer (id INTEGER PRIMARY KEY);
