-- upgrade
INSERT INTO category (id, name) VALUES
    (1, 'Tea'),
    (2, 'Coffee; beans and ground'),
    (3, 'Accessories -- cups, filters');

INSERT INTO product (id, category_id, name, price_cents, sku) VALUES
    (1, 1, 'Darjeeling First Flush', 1250, 'TEA-001'),
    (2, 1, 'Sencha',                  980, 'TEA-002'),
    (3, 2, 'Caffè Crema, 1 kg',      1690, 'COF-001'),
    (4, 3, 'Filter ''No. 4''',        320, 'ACC-001');

-- rollback
DELETE FROM product WHERE id IN (1, 2, 3, 4);
DELETE FROM category WHERE id IN (1, 2, 3);
