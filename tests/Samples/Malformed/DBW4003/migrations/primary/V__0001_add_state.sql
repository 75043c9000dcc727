-- upgrade
ALTER TABLE orders ADD COLUMN state VARCHAR(20);
UPDATE orders SET state = 'open';
-- rollback
ALTER TABLE orders DROP COLUMN state;
