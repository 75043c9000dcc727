-- upgrade
ALTER TABLE customer ADD COLUMN name TEXT;
-- rollback
ALTER TABLE customer DROP COLUMN name;
