-- depends_on: 0001
-- upgrade
ALTER TABLE customer ADD COLUMN phone TEXT;
-- rollback
ALTER TABLE customer DROP COLUMN phone;
