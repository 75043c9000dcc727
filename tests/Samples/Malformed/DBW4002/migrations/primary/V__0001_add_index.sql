-- upgrade
CREATE INDEX CONCURRENTLY ix_customer ON customer (id);
-- rollback
DROP INDEX CONCURRENTLY ix_customer;
