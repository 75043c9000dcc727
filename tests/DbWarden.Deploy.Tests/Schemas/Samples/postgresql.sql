CREATE SCHEMA audit;
COMMENT ON SCHEMA audit IS 'who did what';
CREATE EXTENSION pgcrypto WITH SCHEMA audit;

CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s fine', 'groß');
COMMENT ON TYPE mood IS 'how one feels';
CREATE DOMAIN price AS numeric(12,2) NOT NULL DEFAULT 0 CONSTRAINT price_not_negative CHECK (VALUE >= 0);
CREATE TYPE address AS (street text, "Nr." integer, zip varchar(10) COLLATE "C");
CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);

CREATE SEQUENCE order_number AS integer START WITH 1000 INCREMENT BY 5 MAXVALUE 900000 CACHE 10 CYCLE;
COMMENT ON SEQUENCE order_number IS 'printed on the bill';

CREATE FUNCTION next_number() RETURNS integer LANGUAGE sql AS $$ SELECT nextval('order_number')::integer $$;

CREATE TABLE customer (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10) PRIMARY KEY,
    "E-Mail" text NOT NULL COLLATE "C" CONSTRAINT customer_email_key UNIQUE,
    "Straße 名" text DEFAULT 'Hauptstraße ''1''',
    feeling mood DEFAULT 'ok',
    home address,
    shown_name text GENERATED ALWAYS AS (upper("E-Mail")) STORED,
    tags text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE customer IS E'people who buy\nand pay';
COMMENT ON COLUMN customer."E-Mail" IS 'in lower case';
ALTER TABLE customer ALTER COLUMN home SET STORAGE EXTERNAL;
ALTER TABLE customer ALTER COLUMN tags SET STATISTICS 500;

CREATE TABLE "Order Items" (
    order_id integer DEFAULT next_number(),
    line smallserial,
    customer_id bigint NOT NULL,
    amount price,
    valid tstzrange,
    CONSTRAINT "PK Items" PRIMARY KEY (order_id, line),
    CONSTRAINT items_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT amount_small CHECK (amount < 1000000),
    EXCLUDE USING gist (valid WITH &&)
);
COMMENT ON CONSTRAINT amount_small ON "Order Items" IS 'ask a manager';
CREATE INDEX ix_items_amount ON "Order Items" (amount DESC NULLS LAST) INCLUDE (line) WHERE amount > 10;
COMMENT ON INDEX ix_items_amount IS 'big ones first';
CREATE UNIQUE INDEX ux_items_lower ON "Order Items" ((lower(customer_id::text)));
CREATE STATISTICS items_statistics (dependencies) ON order_id, customer_id FROM "Order Items";
ALTER TABLE "Order Items" SET (fillfactor = 70);

CREATE TABLE measurement (taken date NOT NULL, value double precision) PARTITION BY RANGE (taken);
CREATE TABLE measurement_2026 PARTITION OF measurement FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE measurement_rest PARTITION OF measurement DEFAULT;
CREATE INDEX ix_measurement ON measurement (taken);

CREATE UNLOGGED TABLE audit.entry (id serial PRIMARY KEY, what text, who name DEFAULT CURRENT_USER);
ALTER TABLE audit.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_entries ON audit.entry FOR SELECT USING (who = CURRENT_USER);
CREATE TABLE audit.special_entry (extra jsonb) INHERITS (audit.entry);

CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit AS $body$
BEGIN
    -- it's all here
    INSERT INTO audit.entry (what) VALUES (TG_OP || ';');
    RETURN NEW;
END
$body$;
COMMENT ON FUNCTION audit.note() IS 'keeps a note';
CREATE FUNCTION total(customer bigint, since date DEFAULT '2000-01-01') RETURNS numeric LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT sum(amount) FROM "Order Items" WHERE customer_id = customer;
END;
CREATE FUNCTION total(everything text) RETURNS TABLE (a integer, b text) LANGUAGE sql AS 'SELECT 1, everything';
CREATE PROCEDURE tidy(INOUT count integer) LANGUAGE plpgsql AS $$ BEGIN count := count + 1; END $$;
CREATE AGGREGATE product_of(double precision) (SFUNC = float8mul, STYPE = double precision, INITCOND = '1');

CREATE VIEW customer_total AS
SELECT c.id, c."E-Mail", sum(i.amount) AS total FROM customer c LEFT JOIN "Order Items" i ON i.customer_id = c.id GROUP BY c.id;
COMMENT ON VIEW customer_total IS 'what they owe';
CREATE VIEW "Ünlü" WITH (security_barrier = true) AS SELECT * FROM customer_total WHERE total > 100;
CREATE MATERIALIZED VIEW monthly AS SELECT date_trunc('month', taken) AS month, avg(value) AS mean FROM measurement GROUP BY 1;
CREATE UNIQUE INDEX ux_monthly ON monthly (month);

CREATE TRIGGER items_noted AFTER INSERT OR UPDATE OF amount ON "Order Items" FOR EACH ROW WHEN (NEW.amount > 5) EXECUTE FUNCTION audit.note();
CREATE TRIGGER customers_noted BEFORE DELETE ON customer FOR EACH STATEMENT EXECUTE FUNCTION audit.note();
ALTER TABLE customer DISABLE TRIGGER customers_noted;
CREATE RULE no_delete AS ON DELETE TO measurement_rest DO INSTEAD NOTHING;

CREATE TABLE __dbwarden_history (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text);
CREATE INDEX ix_own ON __dbwarden_history (what);
