/* animal.h: the animals that children are known by; each is a picture assets/animals/NAME.svg. */
#pragma once

#define ANIMALS(X)                                                                                 \
    X(FOX, "fox", "狐狸")                                                                          \
    X(PANDA, "panda", "熊猫")                                                                      \
    X(TIGER, "tiger", "老虎")                                                                      \
    X(RABBIT, "rabbit", "兔子")                                                                    \
    X(ELEPHANT, "elephant", "大象")                                                                \
    X(MONKEY, "monkey", "猴子")                                                                    \
    X(OWL, "owl", "猫头鹰")                                                                        \
    X(FROG, "frog", "青蛙")                                                                        \
    X(PENGUIN, "penguin", "企鹅")                                                                  \
    X(CAT, "cat", "小猫")                                                                          \
    X(DOG, "dog", "小狗")                                                                          \
    X(BEAR, "bear", "小熊")                                                                        \
    X(KOALA, "koala", "考拉")                                                                      \
    X(LION, "lion", "狮子")                                                                        \
    X(COW, "cow", "奶牛")                                                                          \
    X(PIG, "pig", "小猪")                                                                          \
    X(SHEEP, "sheep", "绵羊")                                                                      \
    X(CHICK, "chick", "小鸡")                                                                      \
    X(DUCK, "duck", "鸭子")                                                                        \
    X(MOUSE, "mouse", "老鼠")                                                                      \
    X(DEER, "deer", "小鹿")                                                                        \
    X(HORSE, "horse", "小马")                                                                      \
    X(TURTLE, "turtle", "乌龟")                                                                    \
    X(PEACOCK, "peacock", "孔雀")

enum animal {
#define X(id, name, zh) ANIMAL_##id,
    ANIMALS(X)
#undef X
        ANIMAL_COUNT
};

/* The stored name ("fox"), and the Chinese word. */
const char *animal_name(enum animal animal);
const char *animal_chinese(enum animal animal);

/* Takes the name or the Chinese word; -1 for others. */
int animal_parse(const char *text);
