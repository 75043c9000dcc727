-- a comment; it's
/* another; it's */ CREATE TABLE t (a INT, -- it's;
    b TEXT /* ; ' */);-- ; '
--no blank; '
/**//***//* * / */INSERT/**/INTO/*;*/t VALUES(1,'/*');
INSERT INTO t VALUES (2, '*/ -- ;'), (3-- 4;
, '--'), (- -4, 'minus'), (5/1, 'slash');
/* only a comment; /* not nested */;
;;; ;
INSERT INTO t SELECT 6, 'a' -- in the middle; '
/* and here; " */ || ';' ; /* trailing
comment; ' */ -- and another
--
