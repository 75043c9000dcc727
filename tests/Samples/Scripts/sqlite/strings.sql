-- Strings and names with something in them that would end a statement elsewhere.
CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT, b BLOB);
INSERT INTO t VALUES (1, 'a;b', NULL), (2, 'it''s; ''', NULL), (3, 'back\', NULL), (4, '\', NULL), (5, '"', x'3B27'), (6, '-- x; /* y', X''), (7, '*/', NULL);
INSERT INTO t (id, v) VALUES (20, 'line
-- upgrade
;two
.read three'), (21, 'tab	and Grüße, 日本語; 😀 ''');
CREATE TABLE "odd; ""name"" -- x" ("col;'umn" TEXT DEFAULT ';', [a;'b"] TEXT, `c;``d'` TEXT, 'e;' TEXT, [back\] INT);
INSERT INTO "odd; ""name"" -- x" ([a;'b"], `c;``d'`) VALUES ('[', ']'); SELECT [a;'b"] AS [x;], `c;``d'` AS "y;" FROM [odd; "name" -- x];
CREATE TABLE [end] ([case] TEXT, [trigger] TEXT, [begin;] TEXT); SELECT 'a' 'b;', 1 "c;"; INSERT INTO [end] VALUES (';', '', ' ')
