-- Where a Home lies: the code of its village or township by GB/T 2260 and GB/T 10114 (2, 4, 6, 9 or
-- 12 digits; '' where nobody said). A county's or province's account sees the Homes whose code
-- begins with its own: so it stands in an index.
ALTER TABLE home ADD COLUMN region TEXT NOT NULL DEFAULT '' CHECK (region NOT GLOB '*[^0-9]*');
CREATE INDEX home_by_region ON home (region, code);
