CREATE TABLE customer (id INTEGER PRIMARY KEY);
-- upgrade
CREATE INDEX ix_customer ON customer (id);
-- rollback
DROP TABLE customer;
