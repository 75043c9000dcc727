-- dbwarden: irreversible values of an enum cannot be removed
-- upgrade
ALTER TYPE order_state ADD VALUE 'returned';
UPDATE orders SET state = 'returned' WHERE returned_at IS NOT NULL;
