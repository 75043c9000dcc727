CREATE TABLE customer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "E-Mail" TEXT NOT NULL COLLATE NOCASE UNIQUE, -- in lower case; "unique"
    "Straße 名" TEXT DEFAULT 'Hauptstraße ''1''',
    [odd] TEXT CONSTRAINT odd_length CHECK (length([odd]) > 2 AND odd <> ')'),
    feeling TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'ok' check (feeling in ('sad', 'ok', 'it''s fine')),
    shown_name TEXT GENERATED ALWAYS AS (upper("E-Mail")) STORED,
    short_name TEXT AS (substr("E-Mail", 1, 10)),
    born TEXT DEFAULT (date('now')),
    parent INTEGER REFERENCES customer ON DELETE SET NULL ON UPDATE SET DEFAULT NOT DEFERRABLE
);
CREATE TABLE "order items" (
    order_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    customer_id INTEGER NOT NULL CONSTRAINT items_customer REFERENCES customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    note,
    amount NUMERIC(12, 2) DEFAULT -1.5,
    CONSTRAINT "pk items" PRIMARY KEY (order_id, line),
    CHECK (amount < 1000000), /* ask a manager, */
    UNIQUE (customer_id, line) ON CONFLICT IGNORE,
    FOREIGN KEY (order_id) REFERENCES customer (id)
) WITHOUT ROWID;
CREATE TABLE strict_one (id INT PRIMARY KEY, data BLOB) STRICT;
CREATE UNIQUE INDEX ux_note ON "order items" (note COLLATE NOCASE DESC, lower(note)) WHERE note IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix amount" ON [order items] (amount);
CREATE VIRTUAL TABLE search USING fts5 (title, body, content='', tokenize = "unicode61 remove_diacritics 2");
CREATE VIEW z_base AS SELECT id, "E-Mail" FROM customer;
CREATE VIEW "a view" (a, b) AS
SELECT id, 'x;' FROM z_base; -- done
CREATE VIEW broken AS SELECT * FROM not_there;
CREATE TRIGGER noted AFTER UPDATE OF note ON "order items" WHEN NEW.note <> OLD.note
BEGIN
    UPDATE customer SET feeling = CASE WHEN NEW.note = '' THEN 'sad' ELSE 'ok' END;
END;
CREATE TRIGGER instead INSTEAD OF INSERT ON z_base BEGIN INSERT INTO customer ("E-Mail") VALUES (NEW."E-Mail"); END;
CREATE TABLE __dbwarden_history (number INTEGER PRIMARY KEY, what TEXT);
CREATE INDEX ix_own ON __dbwarden_history (what);
INSERT INTO customer ("E-Mail") VALUES ('a@example.org');
ANALYZE;
