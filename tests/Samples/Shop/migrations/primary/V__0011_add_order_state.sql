-- upgrade
ALTER TABLE orders ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paid', 'sent'));
CREATE INDEX ix_orders_open ON orders (placed_at) WHERE state = 'open';

-- rollback
DROP INDEX ix_orders_open;
ALTER TABLE orders DROP COLUMN state;
