-- Strings of every kind, each with something in it that would end a statement elsewhere.
CREATE TABLE t (id int PRIMARY KEY, v text, b bytea, bits bit varying);
INSERT INTO t (id, v) VALUES (1, 'a;b'), (2, 'it''s; '''), (3, E'it\'s; \\'), (4, e'\\'), (5, 'back\'), (6, '\'), (7, ''';''');
INSERT INTO t VALUES (10, U&'d\0061t\+000061; \\', NULL, B'1010'), (11, u&'d!0061''; ' UESCAPE '!', NULL, X'1F'), (12, N'n;'||$$;$$, '\x3b', b'0');
INSERT INTO t (id, v) VALUES (20, 'continued;'
    ' over; lines'   -- with a comment; 'between them'

    ' and more'), (21, E'escaped\';'
    'and \\ more;');
INSERT INTO t (id, v) VALUES (30, 'no'||E'\''||';'||'\'), (31, 'E'||'\'), (32, 'x'/* ; ' */||'\');
INSERT INTO t (id, v) VALUES (40, 'line
-- upgrade
;two
/* three'), (41, 'tab	and Grüße, 日本語; 😀 ''');
SELECT 1 AS "a;b", 2 AS "c""d;", 3 AS "e'", 4 AS U&"d\0061;", 5 AS "\";
CREATE TABLE "odd; ""name"" -- x" ("col;'umn" text DEFAULT ';', "E" text);
INSERT INTO "odd; ""name"" -- x" VALUES ('a', E'\'b');
CREATE TABLE e (e text); INSERT INTO e VALUES ('1'); INSERT INTO e SELECT e||'\' FROM e; INSERT INTO e SELECT e.e||'\' FROM e
