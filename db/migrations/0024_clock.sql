-- 0024: staff's word for the time. What a boot's base was learnt from decides what may overrule it.

-- 1: staff said so; then only a clock that the network keeps is better.
ALTER TABLE boot ADD COLUMN word INTEGER NOT NULL DEFAULT 0;
