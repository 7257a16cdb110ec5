-- 0013: how a child's name is spoken. pinyin has no tones: it sorts and finds.

-- Syllables with the number of their tone: "zeng1 xiao3 yu3". Empty: not known, pinyin is spoken.
ALTER TABLE child ADD COLUMN spoken TEXT NOT NULL DEFAULT '';
