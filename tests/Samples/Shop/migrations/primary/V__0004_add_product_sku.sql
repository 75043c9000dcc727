-- upgrade
ALTER TABLE product ADD COLUMN sku TEXT;
UPDATE product SET sku = 'P-' || id;
CREATE UNIQUE INDEX ux_product_sku ON product (sku);

-- rollback
DROP INDEX ux_product_sku;
ALTER TABLE product DROP COLUMN sku;
