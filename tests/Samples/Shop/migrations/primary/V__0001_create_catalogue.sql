-- upgrade
CREATE TABLE category (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE product (
    id          INTEGER PRIMARY KEY,
    category_id INTEGER NOT NULL REFERENCES category (id),
    name        TEXT NOT NULL,
    price_cents INTEGER NOT NULL
);

CREATE INDEX ix_product_category ON product (category_id);

-- rollback
DROP TABLE product;
DROP TABLE category;
