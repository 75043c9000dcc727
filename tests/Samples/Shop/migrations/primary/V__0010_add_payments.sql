-- depends_on: ["0003"]
-- upgrade
CREATE TABLE payment (
    id           INTEGER PRIMARY KEY,
    order_id     INTEGER NOT NULL REFERENCES orders (id),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    paid_at      TEXT
);

CREATE INDEX ix_payment_order ON payment (order_id);

-- rollback
DROP TABLE payment;
