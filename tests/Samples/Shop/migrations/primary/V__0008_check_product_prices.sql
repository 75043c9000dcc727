-- description: SQLite adds a CHECK to a table only by rebuilding it. With foreign keys on, the DROP would delete every order line.
-- dbwarden: foreign-keys off
-- upgrade
CREATE TABLE product_new (
    id          INTEGER PRIMARY KEY,
    category_id INTEGER NOT NULL REFERENCES category (id),
    name        TEXT NOT NULL,
    price_cents INTEGER NOT NULL CHECK (price_cents >= 0),
    sku         TEXT NOT NULL
);
INSERT INTO product_new (id, category_id, name, price_cents, sku) SELECT id, category_id, name, price_cents, sku FROM product;
DROP TABLE product;
ALTER TABLE product_new RENAME TO product;
CREATE INDEX ix_product_category ON product (category_id);
CREATE UNIQUE INDEX ux_product_sku ON product (sku);

-- rollback
CREATE TABLE product_old (
    id          INTEGER PRIMARY KEY,
    category_id INTEGER NOT NULL REFERENCES category (id),
    name        TEXT NOT NULL,
    price_cents INTEGER NOT NULL,
    sku         TEXT
);
INSERT INTO product_old (id, category_id, name, price_cents, sku) SELECT id, category_id, name, price_cents, sku FROM product;
DROP TABLE product;
ALTER TABLE product_old RENAME TO product;
CREATE INDEX ix_product_category ON product (category_id);
CREATE UNIQUE INDEX ux_product_sku ON product (sku);
