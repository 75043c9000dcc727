CREATE TABLE log (id serial, v text);
CREATE FUNCTION a() RETURNS text LANGUAGE sql AS $$ SELECT 'a;b'; SELECT $q$c;'$q$ $$;
CREATE FUNCTION b() RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    -- it's a comment; $$ and $q$
    EXECUTE $q$INSERT INTO log (v) VALUES ($$one; 'two'$$)$q$;
    EXECUTE format($f$INSERT INTO log (v) VALUES (%L)$f$, $x$y;$x$); /* ; $body */
END;
$body$;
DO $$BEGIN PERFORM b(); END$$;DO $_1$BEGIN PERFORM b(); END$_1$;
DO LANGUAGE plpgsql $Über$ BEGIN INSERT INTO log (v) VALUES ($über$;$über$); END $Über$;
INSERT INTO log (v) VALUES ($$$$), ($$'$$), ($a$$$;$b$;$a$), ($a$ $ab$ $a $a$);
CREATE TABLE a$b$c (x$ text, y$$ int); INSERT INTO a$b$c VALUES ('$$;', 1); SELECT x$ FROM a$b$c WHERE y$$=1;
PREPARE p (int, text) AS INSERT INTO log (v) VALUES ($2||$1||';'); EXECUTE p (1, '$1;'); DEALLOCATE p;
SELECT v FROM log -- $$ not a quote
WHERE v <> '' /* $$ nor here */;
COMMENT ON FUNCTION a() IS $c$a; "b" 'c'$c$
