# a comment to the end of its line; it's
-- another; it's
--
--	a tab counts; '
--no blank, but no statement either; '
CREATE TABLE t (a INT, # it's
    b INT /* ; ' */, -- it's;
    c VARCHAR(20) COMMENT '# -- /* ;');# ; '
INSERT INTO t VALUES (1, 2--1, '-- '), (3, 4- -4, '#'), (5/1, 6*/* ; */1, '/*');#
/* only a comment; */;
;;; ;
/**/INSERT/**/INTO/*;*/t/***/VALUES/* * / */(7, 8, '*/');
-------------------------------
-- a box; it's one
-------------------------------
INSERT INTO t VALUES (9, 10
-- in the middle; '
# and here; "
/* and; ` */
, 'end'); -- behind; it's
DELIMITER //
CREATE TRIGGER commented BEFORE INSERT ON t FOR EACH ROW BEGIN
  -- it's the end; END; //
  # "END; //
  SET NEW.c = CONCAT(NEW.c, ';'); /* END; ' // */ -- `
END//
DELIMITER ;
INSERT INTO t VALUES (11, 12, 'by trigger'); DROP TRIGGER commented;
SELECT 1 /* trailing
comment; ' */ -- and another
#
