-- upgrade
DROP VIEW IF EXISTS order_summary;
CREATE VIEW order_summary AS
SELECT orders.id, customer.name AS customer, count(*) AS lines, sum(order_line.quantity * order_line.unit_price_cents) AS total_cents
FROM orders
JOIN customer ON customer.id = orders.customer_id
JOIN order_line ON order_line.order_id = orders.id
GROUP BY orders.id;

-- rollback
DROP VIEW order_summary;
