-- description: one row a product; orders take from it by a trigger
-- upgrade
CREATE TABLE stock (
    product_id INTEGER PRIMARY KEY REFERENCES product (id) ON DELETE CASCADE,
    quantity   INTEGER NOT NULL DEFAULT 0
);

INSERT INTO stock (product_id, quantity) SELECT id, 100 FROM product;

CREATE TRIGGER order_line_takes_stock AFTER INSERT ON order_line
BEGIN
    UPDATE stock
    SET quantity = CASE WHEN quantity < NEW.quantity THEN 0 ELSE quantity - NEW.quantity END
    WHERE product_id = NEW.product_id;
    -- Nothing is sold that is not there.
    SELECT RAISE(ABORT, 'out of stock; order not placed')
    WHERE NOT EXISTS (SELECT 1 FROM stock WHERE product_id = NEW.product_id);
END;

-- rollback
DROP TRIGGER order_line_takes_stock;
DROP TABLE stock;
