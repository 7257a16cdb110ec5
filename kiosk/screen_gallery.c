/* screen_gallery.c: every control in every state, for who builds screens: `zhaoxi-kiosk --gallery`.
 * What it says is sample text, and not translated. A state that needs a finger is drawn with a
 * memory of its own, as if one were there. */
#include "kiosk/screen.h"
#include "kiosk/ui_chart.h"
#include "kiosk/ui_dialog.h"
#include "kiosk/ui_keys.h"
#include "kiosk/ui_tabs.h"

#include <stdio.h>
#include <string.h>

enum { PAGES = 7, LISTS = 4, ROWS = 40 };

enum {
    ID_PAGES = 1,
    ID_BACK = 20,
    ID_BUTTON,
    ID_TILE,
    ID_AREA,
    ID_LOUDSPEAKER,
    ID_TOAST,
    ID_LISTS = 40,
    ID_TABS = 60,
    ID_PAD = 80,
    ID_KEYBOARD = 100,
    ID_DIALOG = 150,
    ID_NOTE = 200,
};

struct gallery {
    int page, tab, touched, row;
    int64_t toast_ms;
    enum ui_answer answer;
    char digits[7], letters[9];
    struct ui_note note;
    struct pinyin *pinyin;
};

/* A control as it looks with a finger on it. */
static struct ui
with_finger(const struct ui *ui, struct ui_memory *memory, int id)
{
    struct ui held = *ui;
    *memory = (struct ui_memory){.held = id, .finger_on = true};
    held.memory = memory;
    held.touch = (struct touch){0};
    return held;
}

/* The space below a caption. */
static struct rect
specimen(struct ui *ui, struct rect rect, const char *caption)
{
    const struct theme *t = ui->theme;
    draw_text(ui->list, rect_top(&rect, t->text_s * 3 / 2),
        (struct text_style){.size = t->text_s, .colour = INK}, caption);
    return rect;
}

static struct rect
part(struct ui *ui, struct rect page, int i, const char *caption)
{
    bool wide = page.w >= page.h;
    struct rect cell = rect_cell(page, i, wide ? 3 : 2, wide ? 2 : 3, ui->theme->gap);
    return specimen(ui, cell, caption);
}

static void
draw_buttons(struct ui *ui, struct gallery *g, struct rect page)
{
    const struct theme *t = ui->theme;
    struct ui_memory memory;
    struct ui held = with_finger(ui, &memory, ID_BUTTON);
    char count[32];
    snprintf(count, sizeof count, "按了 %d 次", g->touched);
    struct rect at = part(ui, page, 0, "button, loudspeaker, with a finger on it");
    g->touched += ui_button(ui, ID_BUTTON, rect_top(&at, t->touch), count);
    rect_top(&at, t->gap);
    ui_button(&held, ID_BUTTON, rect_top(&at, t->touch), "按着");
    rect_top(&at, t->gap);
    struct rect row = rect_top(&at, t->touch);
    ui_loudspeaker(ui, ID_LOUDSPEAKER, rect_column(row, 0, 2, t->gap), "你好，小朋友！");
    held = with_finger(ui, &memory, ID_LOUDSPEAKER);
    ui_loudspeaker(&held, ID_LOUDSPEAKER, rect_column(row, 1, 2, t->gap), "");
    at = part(ui, page, 1, "tile");
    g->touched += ui_tile(ui, ID_TILE, at, "icons", "homework", "我的作业");
    at = part(ui, page, 2, "tile with a finger on it");
    held = with_finger(ui, &memory, ID_TILE);
    ui_tile(&held, ID_TILE, at, "animals", "fox", "小狐狸");
    at = part(ui, page, 3, "area with a look of its own, card");
    struct rect inner = ui_card(ui, at);
    draw_box(ui->list, inner, t->corner, ui_is_held(ui, ID_AREA) ? LEAF_PALE : SUN_PALE);
    g->touched += ui_area(ui, ID_AREA, inner);
    at = part(ui, page, 4, "sign, long sign, head");
    ui_sign(ui, rect_top(&at, t->unit * 6), "clock", "时钟不准");
    rect_top(&at, t->gap);
    ui_sign(
        ui, rect_top(&at, t->unit * 6), "warning-soft", "还没有选好儿童之家，请告诉老师来看一看。");
    rect_top(&at, t->gap);
    if (ui_head(ui, ID_BACK, rect_top(&at, t->touch), "返回"))
        ui->go = NAV_BACK;
    ui_nothing(ui, part(ui, page, 5, "nothing"), "reading", "这里还没有内容，先去看看书吧！");
}

static void
draw_row(struct ui *ui, const struct ui_list *list, struct rect row, int i, bool chosen)
{
    const struct theme *t = ui->theme;
    static const char *const animals[] = {"fox", "panda", "owl", "rabbit"};
    char name[32];
    snprintf(name, sizeof name, "第 %d 行", i + 1);
    row = rect_inset(row, t->unit / 2);
    bool held = ui_list_is_held(ui, list, row);
    draw_box(ui->list, row, t->corner, held ? LAKE_PALE : PAPER);
    row = rect_inset(row, t->unit);
    draw_picture(ui->list, rect_left(&row, row.h), "animals", animals[i % 4]);
    rect_left(&row, t->gap);
    if (chosen)
        draw_picture(ui->list, rect_right(&row, row.h), "icons", "check");
    draw_text(
        ui->list, row, (struct text_style){.size = t->text_m, .colour = INK, .bold = chosen}, name);
}

static void
draw_list(struct ui *ui, struct gallery *g, int id, struct rect rect, int count)
{
    struct ui_list list = ui_list_begin(ui, id, rect, ui->theme->touch, count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        draw_row(ui, &list, row, i, id == ID_LISTS && i == g->row - 1);
        if (ui_list_tapped(ui, &list, row) && id == ID_LISTS)
            g->row = i + 1;
    }
    ui_list_end(ui, &list);
}

/* The middle of a list, its end, and a finger on its first row. */
static struct ui
scrolled(const struct ui *ui, struct ui_memory *memory, int id, int offset)
{
    struct ui other = with_finger(ui, memory, 0);
    memory->lists[0].id = id;
    memory->lists[0].offset = offset;
    return other;
}

static void
draw_lists(struct ui *ui, struct gallery *g, struct rect page)
{
    struct ui_memory memory;
    int row = ui->theme->touch;
    draw_list(ui, g, ID_LISTS, part(ui, page, 0, "list: drag it, tap a row"), ROWS);
    struct ui other = scrolled(ui, &memory, ID_LISTS + 1, row * ROWS / 2 + row / 3);
    draw_list(&other, g, ID_LISTS + 1, part(ui, page, 1, "more above and below"), ROWS);
    other = scrolled(ui, &memory, ID_LISTS + 2, row * ROWS);
    draw_list(&other, g, ID_LISTS + 2, part(ui, page, 2, "at its end"), ROWS);
    struct rect at = part(ui, page, 3, "a finger on the first row");
    other = scrolled(ui, &memory, ID_LISTS + 3, 0);
    memory.held_list = ID_LISTS + 3;
    memory.finger_x = at.x + row;
    memory.finger_y = at.y + row / 2;
    draw_list(&other, g, ID_LISTS + 3, at, 2);
    at = part(ui, page, 4, "empty");
    draw_list(ui, g, ID_LISTS + 4, at, 0);
    ui_nothing(ui, at, "reading", "今天没有作业");
    static const char *const labels[] = {"今天", "这周", "全部"};
    at = part(ui, page, 5, "tabs");
    ui_tabs(ui, ID_TABS, rect_top(&at, ui->theme->touch), labels, 3, &g->tab);
    draw_text(ui->list, at,
        (struct text_style){.size = ui->theme->text_l, .colour = INK, .align = ALIGN_MIDDLE},
        labels[g->tab]);
}

static void
draw_keys(struct ui *ui, struct gallery *g, struct rect page)
{
    const struct theme *t = ui->theme;
    bool wide = page.w >= page.h;
    struct rect pad = wide ? rect_left(&page, page.w * 3 / 10) : rect_top(&page, page.h * 2 / 5);
    rect_left(&page, wide ? t->gap * 2 : 0);
    rect_top(&page, wide ? 0 : t->gap);
    pad = specimen(ui, pad, "PIN and key pad");
    ui_dots(ui, rect_top(&pad, t->touch), (int)strlen(g->digits), (int)sizeof g->digits - 1);
    if (ui_type(g->digits, sizeof g->digits, ui_pad(ui, ID_PAD, pad)))
        g->digits[0] = '\0';
    page = specimen(ui, page, "entry, keyboard, a key with a finger on it");
    struct rect entries = rect_top(&page, t->touch);
    ui_entry(ui, rect_column(entries, 0, 2, t->gap), g->letters, "名字的第一个拼音字母");
    struct ui_memory memory;
    struct ui held = with_finger(ui, &memory, ID_PAD + 11);
    struct rect keys = rect_column(entries, 1, 2, t->gap);
    draw_clip(ui->list, keys);
    ui_pad(&held, ID_PAD + 11, (struct rect){keys.x, keys.y, keys.w * 3, keys.h * 4});
    draw_clip(ui->list, (struct rect){0});
    rect_top(&page, t->gap);
    if (ui_type(g->letters, sizeof g->letters, ui_keyboard(ui, ID_KEYBOARD, page)))
        g->letters[0] = '\0';
}

/* Without libpinyin the same page shows the entry for letters and digits alone. */
static void
draw_note(struct ui *ui, struct gallery *g, struct rect page)
{
    page = specimen(ui, page, "note: pinyin, candidates where libpinyin is installed");
    if (ui_note(ui, ID_NOTE, page, &g->note, g->pinyin, "写一句话"))
        g->note = (struct ui_note){0};
}

static void
draw_messages(struct ui *ui, struct gallery *g, struct rect page)
{
    const struct theme *t = ui->theme;
    static const struct ui_question question = {.icon = "question",
        .sentence = "要把这一条作业删掉吗？删掉以后就找不回来了。",
        .yes = "删掉",
        .no = "留着"};
    static const char *const answers[] = {"还没有回答", "删掉了", "留着了"};
    struct rect foot = rect_bottom(&page, page.h * 3 / 10);
    enum ui_answer answer = ui_dialog(ui, ID_DIALOG, specimen(ui, page, "dialog"), &question);
    g->answer = answer ? answer : g->answer;
    foot = specimen(ui, foot, "toast: touch the button");
    if (ui_button(ui, ID_TOAST, rect_top(&foot, t->touch), answers[g->answer]))
        g->toast_ms = ui->now_ms;
    ui_toast(
        ui, (struct rect){0, 0, t->width, t->height}, "check", "记好了，谢谢你！", g->toast_ms);
}

static void
draw_charts(struct ui *ui, struct gallery *g, struct rect page)
{
    (void)g;
    static const struct ui_bar week[] = {{"周一", 38, false}, {"周二", 41, false},
        {"周三", 0, false}, {"周四", 7, false}, {"周五", 40, true}};
    static const struct ui_bar none[] = {{"一月", 0, false}, {"二月", 0, false}};
    struct rect at = specimen(ui, rect_row(page, 0, 2, ui->theme->gap), "bars, one of them marked");
    ui_bars(ui, ui_card(ui, at), week, 5);
    struct rect low = rect_row(page, 1, 2, ui->theme->gap);
    at = specimen(ui, rect_column(low, 0, 2, ui->theme->gap), "all are 0");
    ui_bars(ui, ui_card(ui, at), none, 2);
    struct ui_bar month[31];
    for (int i = 0; i < 31; i++)
        month[i] =
            (struct ui_bar){.label = i % 5 ? "" : "日", .value = i * 37 % 50, .marked = i == 12};
    at = specimen(ui, rect_column(low, 1, 2, ui->theme->gap), "31 bars");
    ui_bars(ui, ui_card(ui, at), month, 31);
}

/* Each type size and each pair of text and ground. */
static void
draw_tokens(struct ui *ui, struct gallery *g, struct rect page)
{
    (void)g;
    const struct theme *t = ui->theme;
    const int sizes[] = {t->text_s, t->text_m, t->text_l, t->text_xl, t->text_name};
    static const enum colour pairs[][2] = {{INK, PAPER}, {QUIET, PAPER}, {INK, MIST},
        {LAKE_DEEP, PAPER}, {LAKE_DEEP, LAKE_PALE}, {LEAF_DEEP, LEAF_PALE}, {PLUM_DEEP, PLUM_PALE},
        {CORAL_DEEP, CORAL_PALE}, {INK, SUN_PALE}, {PAPER, LEAF_DEEP}, {PAPER, PLUM_DEEP},
        {PAPER, INK}};
    bool wide = page.w >= page.h;
    struct rect type = wide ? rect_left(&page, page.w / 2) : rect_top(&page, page.h / 2);
    for (int i = 0; i < 5; i++)
        draw_text(ui->list, rect_row(type, i, 5, 0),
            (struct text_style){.size = sizes[i], .colour = INK, .bold = i > 2}, "朝夕 Aa 123");
    for (int i = 0; i < 12; i++) {
        struct rect cell = rect_cell(page, i, 2, 6, t->unit);
        draw_box(ui->list, cell, t->corner, pairs[i][1]);
        draw_text(ui->list, cell,
            (struct text_style){
                .size = t->text_m, .colour = pairs[i][0], .align = ALIGN_MIDDLE, .bold = true},
            "早上好，小朋友！");
    }
}

static void
draw(struct ui *ui, struct stage *stage)
{
    static const char *const names[PAGES] = {
        "按钮", "列表", "按键", "提示", "图表", "颜色", "写字"};
    static void (*const pages[PAGES])(struct ui *, struct gallery *, struct rect) = {
        draw_buttons, draw_lists, draw_keys, draw_messages, draw_charts, draw_tokens, draw_note};
    const struct theme *t = ui->theme;
    struct gallery *g = stage->state;
    g->pinyin = stage->view->pinyin;
    struct rect all = {0, 0, t->width, t->height}, space = rect_inset(all, t->margin);
    draw_sky(ui->list, all, stage->view->minute / 10 * 10);
    ui_tabs(ui, ID_PAGES, rect_top(&space, t->touch), names, PAGES, &g->page);
    rect_top(&space, t->gap);
    pages[g->page](ui, g, space);
}

const struct screen screen_gallery = {
    .name = "gallery", .draw = draw, .state_size = sizeof(struct gallery)};
