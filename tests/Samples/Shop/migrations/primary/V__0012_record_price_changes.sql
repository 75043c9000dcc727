-- upgrade
CREATE TABLE price_change (
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    changed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    old_cents  INTEGER NOT NULL,
    new_cents  INTEGER NOT NULL
);

CREATE TRIGGER product_price_changed AFTER UPDATE OF price_cents ON product
WHEN OLD.price_cents <> NEW.price_cents
BEGIN
    INSERT INTO price_change (product_id, old_cents, new_cents) VALUES (NEW.id, OLD.price_cents, NEW.price_cents);
END;

-- rollback
DROP TRIGGER product_price_changed;
DROP TABLE price_change;
