CREATE TABLE t (id int PRIMARY KEY, atomic text, begin int);
CREATE FUNCTION one() RETURNS int BEGIN ATOMIC SELECT 1; END;
CREATE OR REPLACE FUNCTION two(a int, b text DEFAULT 'begin atomic;') RETURNS SETOF t LANGUAGE SQL VOLATILE
begin atomic
    -- a comment; it's one
    INSERT INTO t VALUES (a, b, CASE WHEN a > 0 THEN CASE a WHEN 1 THEN 1 ELSE 2 END ELSE 0 END);
    SELECT t.id, t.atomic, t.begin FROM t WHERE atomic <> 'END;' /* END; */;
end;
CREATE PROCEDURE three(IN a int, INOUT b int)
LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO t SELECT a, 'x;', 1 AS "end";
    UPDATE t SET atomic = CASE id WHEN 1 THEN 'one' END;
    SELECT CASE WHEN a = 1 THEN 2 END AS end;
END; CREATE FUNCTION four() RETURNS int RETURN 1 + 1;
CREATE PROCEDURE five() BEGIN ATOMIC END;
CREATE FUNCTION begin_atomic() RETURNS int AS 'SELECT 1;' LANGUAGE sql;
CREATE FUNCTION "begin"(atomic int) RETURNS int LANGUAGE sql RETURN CASE WHEN atomic = 1 THEN 2 END;
CREATE FUNCTION six(begin int) RETURNS int LANGUAGE sql AS $$ SELECT begin; $$;
SELECT one(), two(1), four(), begin_atomic(), "begin"(1), six(2);
CALL three(5, 6);
BEGIN; INSERT INTO t VALUES (100, 'in a transaction', 0); END;
BEGIN; INSERT INTO t VALUES (101, 'rolled back', 0); ROLLBACK;
