-- dbwarden: no-transaction
-- upgrade
CREATE INDEX CONCURRENTLY ix_customer ON customer (id);
BEGIN;
UPDATE customer SET id = id + 1;
-- rollback
DROP INDEX CONCURRENTLY ix_customer;
