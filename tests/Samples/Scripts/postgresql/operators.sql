CREATE TABLE t (j jsonb, a int[], p point, tags text[]);
INSERT INTO t VALUES ('{"a;": "b''", "c": [1, 2]}', ARRAY[1,2,3], '(1,2)', '{"x;y",z}');
SELECT j->>'a;', j#>>'{c,0}', j @> '{}', j ? 'a;', j ?| array['c'], a[1:2], a[:], p <-> point '(0,0)', tags::text[] FROM t WHERE j-'a' <> '{}' OR (a && '{1}'::int[]);
SELECT 1::numeric(10,2), 1.5e3, .5, 5., 0.1::float8, 'x'::char(1), CAST(';' AS text), interval '1 day; '::text;
CREATE DOMAIN email AS text CHECK (value ~ '^[^;@]+@[^;]+\.[a-z]{2,}$');
CREATE TABLE u (e email DEFAULT E'a@b.cc', s text GENERATED ALWAYS AS ('$' || 'x;') STORED); INSERT INTO u DEFAULT VALUES;
SELECT $$a$$ || 'b' || $c$;$c$, 1-1, 2--3;
, 4;
SELECT regexp_replace('a;b', '(a);(b)', '\2;\1'), to_char(1, 'FM"x;"0'), format('%1$s;', 'x');
