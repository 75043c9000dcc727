-- upgrade
DELIMITER
CREATE TRIGGER keep_stock AFTER INSERT ON order_line FOR EACH ROW
    UPDATE product SET stock = stock - new.quantity WHERE id = new.product;
-- rollback
DROP TRIGGER keep_stock;
