using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Oracle;

namespace DbWarden.Deploy.Tests.Scripting;

[TestFixture]
public sealed class PostgreSqlScriptTests : ScriptTests<PostgreSqlTestEngine>
{
    protected override (string File, string Text)[] Everything =>
        [
            (
                "V__1_tables.sql",
                """
                -- upgrade
                CREATE TABLE item (id INT PRIMARY KEY, name TEXT NOT NULL, tags TEXT[]);
                COPY item (id, name, tags) FROM stdin;
                1	one\ttab	{a,b}
                2	zwei ä 'x'	\N
                \.
                CREATE FUNCTION first_tag(i item) RETURNS text LANGUAGE plpgsql AS $f$
                BEGIN
                    RETURN i.tags[1:1]::text; -- a comment; not the end
                END $f$;
                INSERT INTO item VALUES (3, E'back\\slash', NULL) -- no semicolon behind a comment
                ;
                -- rollback
                DELETE FROM item WHERE name LIKE '%''\x%' ESCAPE '\';
                DROP FUNCTION first_tag(item);
                DROP TABLE item;
                """
            ),
            (
                "V__2_session.sql",
                """
                -- upgrade
                SELECT pg_catalog.set_config('search_path', '', false);
                SET standard_conforming_strings = on;
                CREATE TEMP TABLE scratch (id INT);
                SET ROLE pg_monitor;
                RESET ROLE;
                ALTER TABLE public.item ADD COLUMN note TEXT DEFAULT 'a\b';
                -- rollback
                ALTER TABLE item DROP COLUMN note;
                """
            ),
            (
                "V__3_index.sql",
                """
                -- dbwarden: no-transaction
                -- upgrade
                CREATE INDEX CONCURRENTLY item_name ON item (name);
                BEGIN;
                INSERT INTO item VALUES (4, 'four', '{}');
                COMMIT;
                -- rollback
                DROP INDEX CONCURRENTLY item_name;
                """
            ),
            (
                "ROC__names.sql",
                "-- upgrade\nCREATE OR REPLACE VIEW names AS SELECT name FROM item;\n-- rollback\nDROP VIEW names;\n"
            ),
            ("RA__note.sql", "-- upgrade\nUPDATE item SET note = 'noted' WHERE note IS NULL;\n-- rollback\nSELECT 1;\n"),
        ];

    private protected override EngineClient OpenClient() => new PostgreSqlClient();
}
