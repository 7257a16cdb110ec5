#include "cli/animals.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *name, *chinese;
} animals[] = {
    {"fox", "狐狸"},
    {"panda", "熊猫"},
    {"tiger", "老虎"},
    {"rabbit", "兔子"},
    {"elephant", "大象"},
    {"monkey", "猴子"},
    {"owl", "猫头鹰"},
    {"frog", "青蛙"},
    {"penguin", "企鹅"},
    {"cat", "小猫"},
    {"dog", "小狗"},
    {"bear", "棕熊"},
    {"koala", "考拉"},
    {"lion", "狮子"},
    {"cow", "奶牛"},
    {"pig", "小猪"},
    {"sheep", "绵羊"},
    {"chick", "小鸡"},
    {"duck", "鸭子"},
    {"mouse", "老鼠"},
    {"deer", "小鹿"},
    {"horse", "小马"},
    {"turtle", "乌龟"},
    {"peacock", "孔雀"},
};
enum { ANIMALS = sizeof animals / sizeof animals[0] };

const char *
animal_parse(const char *text)
{
    for (int i = 0; i < ANIMALS; i++)
        if (strcmp(text, animals[i].name) == 0 || strcmp(text, animals[i].chinese) == 0)
            return animals[i].name;
    return NULL;
}

const char *
animal_number(int n)
{
    return animals[n < 0 ? 0 : n % ANIMALS].name;
}
