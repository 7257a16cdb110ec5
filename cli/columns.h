/* columns.h: the columns that an import knows, by their Chinese or English headings. */
#pragma once

#define COLUMNS(X)                                                                                 \
    X(COL_CODE, "code", "代码")                                                                    \
    X(COL_NO, "no", "编号")                                                                        \
    X(COL_NAME, "name", "姓名")                                                                    \
    X(COL_TITLE, "title", "名称")                                                                  \
    X(COL_VILLAGE, "village", "村")                                                                \
    X(COL_CLOSES, "closes", "关门时间")                                                            \
    X(COL_HOME, "home", "儿童之家")                                                                \
    X(COL_BORN, "born", "出生日期")                                                                \
    X(COL_SEX, "sex", "性别")                                                                      \
    X(COL_SCHOOL, "school", "学校")                                                                \
    X(COL_GRADE, "grade", "年级")                                                                  \
    X(COL_ANIMAL, "animal", "动物")                                                                \
    X(COL_PINYIN, "pinyin", "拼音")                                                                \
    X(COL_SPOKEN, "spoken", "读音")                                                                \
    X(COL_VOLUNTEER, "volunteer", "志愿者")                                                        \
    X(COL_JOINED, "joined", "入园日期")                                                            \
    X(COL_LEFT, "left", "离开日期")                                                                \
    X(COL_CHILD, "child", "儿童编号")                                                              \
    X(COL_RELATION, "relation", "关系")                                                            \
    X(COL_PHONE, "phone", "电话")                                                                  \
    X(COL_SINCE, "since", "开始日期")                                                              \
    X(COL_UNTIL, "until", "结束日期")                                                              \
    X(COL_AGREEMENT, "agreement", "协议日期")                                                      \
    X(COL_ROLE, "role", "角色")                                                                    \
    X(COL_KIND, "kind", "类型")                                                                    \
    X(COL_WEEKDAY, "weekday", "星期")                                                              \
    X(COL_START, "start", "开始")                                                                  \
    X(COL_END, "end", "结束")                                                                      \
    X(COL_SUBJECT, "subject", "科目")                                                              \
    X(COL_ROOM, "room", "地点")                                                                    \
    X(COL_STAFF, "staff", "老师")                                                                  \
    X(COL_AGE_FROM, "age_from", "最小年龄")                                                        \
    X(COL_AGE_TO, "age_to", "最大年龄")                                                            \
    X(COL_PERIOD, "period", "假期")                                                                \
    X(COL_TEXT, "text", "内容")                                                                    \
    X(COL_DUE, "due", "截止日期")                                                                  \
    X(COL_DAY, "day", "日期")                                                                      \
    X(COL_AS, "as", "按星期")                                                                      \
    X(COL_WALK, "walk", "步行分钟")                                                                \
    X(COL_COMES, "comes_on", "来的日子")                                                           \
    X(COL_LEVEL, "level", "级别")                                                                  \
    X(COL_AGREEMENT_UNTIL, "agreement_until", "协议截止")                                          \
    X(COL_PHOTO, "photo", "照片")                                                                  \
    X(COL_AGREED_BY, "agreed_by", "同意人")                                                        \
    X(COL_NOTE, "note", "备注")                                                                    \
    X(COL_LEADER, "leader", "队长")                                                                \
    X(COL_PICTURE, "picture", "图案")                                                              \
    X(COL_GROUP, "group", "路队")                                                                  \
    X(COL_PART, "part", "时段")                                                                    \
    X(COL_CAPACITY, "capacity", "名额")                                                            \
    X(COL_MEAL, "meal", "供餐")                                                                    \
    X(COL_PER_ADULT, "per_adult", "每名成人照看")                                                  \
    X(COL_SESSION, "session", "场次")                                                              \
    X(COL_STATE, "state", "状态")                                                                  \
    X(COL_CONSENT, "consent", "同意方式")                                                          \
    X(COL_CONSENT_DAY, "consent_day", "同意日期")

enum column {
#define X(id, en, zh) id,
    COLUMNS(X)
#undef X
        COLUMN_COUNT
};

/* The column of a heading, or -1. Upper and lower case are the same. */
int column_parse(const char *heading);

/* Its heading in a file: the Chinese one. */
const char *column_heading(enum column column);

/* Its heading for people: the Chinese one, with the English one behind it. */
const char *column_name(enum column column);
