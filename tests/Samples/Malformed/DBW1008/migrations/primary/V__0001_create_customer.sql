-- upgrade
CREATE TABLE customer (id INTEGER PRIMARY KEY);
-- rollback
DROP TABLE customer;
