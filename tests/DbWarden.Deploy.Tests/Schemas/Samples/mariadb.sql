CREATE SEQUENCE order_number START WITH 1000 INCREMENT BY 5 MAXVALUE 900000 CACHE 10 CYCLE;

CREATE TABLE customer (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    `E-Mail` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'in lower case; it''s `unique`',
    `Straße 名` varchar(100) DEFAULT 'Hauptstraße ''1''',
    feeling enum('sad', 'ok', 'it''s fine', 'groß') NOT NULL DEFAULT 'ok',
    age int CHECK (age >= 0),
    number int DEFAULT nextval(order_number),
    shown_name varchar(200) AS (upper(`E-Mail`)) STORED,
    short_name varchar(10) AS (left(`E-Mail`, 10)) VIRTUAL,
    changed timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    hidden int INVISIBLE,
    picture blob,
    CONSTRAINT email_key UNIQUE KEY (`E-Mail`),
    CONSTRAINT grown CHECK (age < 150 AND `E-Mail` <> ')')
) COMMENT = 'people who AUTO_INCREMENT=5 buy
and pay' ROW_FORMAT = DYNAMIC;
INSERT INTO customer (`E-Mail`) VALUES ('a@example.org');

CREATE TABLE `order items` (
    order_id int NOT NULL,
    line smallint NOT NULL,
    customer_id bigint unsigned NOT NULL,
    note text,
    place point NOT NULL,
    PRIMARY KEY (order_id, line),
    KEY ix_note (note(20) DESC, line) COMMENT 'a, KEY `b` (c)',
    FULLTEXT KEY ft_note (note),
    SPATIAL KEY sp_place (place),
    CONSTRAINT items_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE measurement (taken date NOT NULL, value double) PARTITION BY RANGE (YEAR(taken)) (
    PARTITION p2026 VALUES LESS THAN (2027),
    PARTITION rest VALUES LESS THAN MAXVALUE
);
CREATE TABLE price (id int PRIMARY KEY, cents int) WITH SYSTEM VERSIONING;

DELIMITER $$
CREATE FUNCTION shout(t varchar(100)) RETURNS varchar(101) DETERMINISTIC COMMENT 'loud'
BEGIN
    -- it's all here;
    RETURN concat(upper(t), '!');
END $$
CREATE PROCEDURE tidy(IN since date, OUT removed int)
BEGIN
    DELETE FROM measurement WHERE taken < since;
    SET removed = ROW_COUNT();
END $$
CREATE TRIGGER b_first BEFORE INSERT ON customer FOR EACH ROW
BEGIN
    SET NEW.`Straße 名` = trim(NEW.`Straße 名`);
END $$
CREATE TRIGGER a_second BEFORE INSERT ON customer FOR EACH ROW FOLLOWS b_first SET NEW.age = COALESCE(NEW.age, 1) $$
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' ON COMPLETION PRESERVE COMMENT 'it''s late' DO
BEGIN
    CALL tidy('2000-01-01', @removed);
END $$
DELIMITER ;

CREATE VIEW a_view AS SELECT id, shout(`E-Mail`) AS loud FROM customer;
DROP VIEW a_view;
CREATE VIEW z_base AS SELECT id, `E-Mail`, shout(`E-Mail`) AS loud FROM customer WHERE age > 18 WITH CASCADED CHECK OPTION;
CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW a_view AS SELECT id, loud FROM z_base;

CREATE TABLE __dbwarden_history (number bigint PRIMARY KEY, what text);
