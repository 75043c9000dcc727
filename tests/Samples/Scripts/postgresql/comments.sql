/* a /* nested; ' */ comment; */ CREATE TABLE t (a int, -- it's
    b text /* ; /* "' */ $$ */);-- ; '
--no blank; '
---- and '
/**//***//* * / *//*/**/*/INSERT/**/INTO/*;*/t VALUES(1,'/*');
INSERT INTO t VALUES (2, '*/ -- ;'), (3-- 4;
, '--'), (- -4, 'minus'), (5/1, 'slash');
/* only a comment; */;
-- only a comment;
;;; ;
CREATE OPERATOR @-@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl);
INSERT INTO t SELECT 1 @-@ 2, 'operator; ' /* end */ -- of it
; /* trailing
comment; ' */ -- and another
--
