-- The comments of bodies; the client takes them out, so nothing of this may stay.
CREATE TABLE t (id INT);
DELIMITER //
CREATE PROCEDURE p()
-- it's one; END;
BEGIN
  -- it's the end; END;
  # "END;
  INSERT INTO t VALUES (1); /* END; ' */
  IF 1 /* THEN ' */ THEN -- `END IF;
    INSERT INTO t VALUES (2);
  END IF; /*!50003 INSERT INTO t VALUES (3); */
END//
DELIMITER ;
CALL p(); DROP PROCEDURE p;
INSERT INTO t VALUES (4);
