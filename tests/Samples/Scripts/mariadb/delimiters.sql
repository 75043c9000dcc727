CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(40));
DELIMITER //
CREATE PROCEDURE a() BEGIN INSERT INTO log (v) VALUES ('a; //'); INSERT INTO log (v) VALUES ("b"); END//
CREATE PROCEDURE b()
BEGIN -- it's; //
  INSERT INTO log (v) VALUES ('c'); /* // */ # //
END;
//
CALL a() // CALL b() // DROP PROCEDURE b//
//
delimiter $$
CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC
BEGIN
  DECLARE y INT DEFAULT 0;
  WHILE y < x DO SET y = y + 1; END WHILE;
  RETURN y / 2 /1;
END$$
INSERT INTO log (v) SELECT CONCAT('f;', f(3))$$ INSERT INTO log (v) VALUES ('$');
$$
DeLiMiTeR   ;;
CREATE TRIGGER t BEFORE INSERT ON log FOR EACH ROW BEGIN SET NEW.v = CONCAT(NEW.v, ';'); END;;
INSERT INTO log (v) VALUES (';;') ;;
	DELIMITER |
INSERT INTO log (v) VALUES ('|'); |
DELIMITER ;|
INSERT INTO log (v) VALUES ('both') ;|
DELIMITER '//'
INSERT INTO log (v) VALUES ('quoted; delimiter')//
DELIMITER // and what follows is passed over
INSERT INTO log (v) VALUES ('blank ends it')//
delimiter d//
INSERT INTO log (v) VALUES ('d')d// INSERT INTO log (v) VALUES ('dd')d//
DELIMITER go
INSERT INTO log (v) VALUES ('word')
go
DELIMITER ;
SELECT v AS delimiter FROM log
WHERE v <> 'delimiter //';
INSERT INTO log (v) VALUES ('last')
