-- dbwarden: irreversible the old customers are gone
-- upgrade
CREATE TABLE customer (id INTEGER PRIMARY KEY);
-- rollback
DROP TABLE customer;
