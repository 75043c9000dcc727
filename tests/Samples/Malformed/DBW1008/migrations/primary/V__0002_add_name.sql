-- depends_on: ["0001", "0003", "0010"]
-- upgrade
ALTER TABLE customer ADD COLUMN name TEXT;
-- rollback
ALTER TABLE customer DROP COLUMN name;
