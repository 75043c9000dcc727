-- upgrade
BEGIN;
CREATE TABLE customer (id INTEGER PRIMARY KEY);
COMMIT;
-- rollback
DROP TABLE customer;
