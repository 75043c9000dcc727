-- upgrade
CREATE TABLE customer (id INTEGER PRIMARY KEY);
-- rollback: drop it
DROP TABLE IF EXISTS old_customer;
-- rollback
DROP TABLE customer;
