#include "kiosk/figures.h"

#include <string.h>
#include <strings.h>

/* A word that is part of the relation: "外婆", "maternal grandmother". The first that fits: the
 * longer words stand before those that are part of them. */
static const struct {
    const char *word, *figure;
} words[] = {
    {"爷", "grandfather"},
    {"外公", "grandfather"},
    {"姥爷", "grandfather"},
    {"祖父", "grandfather"},
    {"阿公", "grandfather"},
    {"奶", "grandmother"},
    {"外婆", "grandmother"},
    {"姥姥", "grandmother"},
    {"祖母", "grandmother"},
    {"阿婆", "grandmother"},
    {"阿嬷", "grandmother"},
    {"伯母", "aunt"},
    {"舅母", "aunt"},
    {"婶", "aunt"},
    {"姑父", "uncle"},
    {"姨父", "uncle"},
    {"姑", "aunt"},
    {"姨", "aunt"},
    {"舅妈", "aunt"},
    {"嫂", "aunt"},
    {"伯", "uncle"},
    {"叔", "uncle"},
    {"舅", "uncle"},
    {"父", "father"},
    {"爸", "father"},
    {"母", "mother"},
    {"妈", "mother"},
    {"哥", "brother"},
    {"兄", "brother"},
    {"姐", "sister"},
    {"grandfather", "grandfather"},
    {"grandmother", "grandmother"},
    {"father", "father"},
    {"mother", "mother"},
    {"uncle", "uncle"},
    {"aunt", "aunt"},
    {"brother", "brother"},
    {"sister", "sister"},
};

const char *
figure_of(const char *relation)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcasestr(relation, words[i].word))
            return words[i].figure;
    return "adult";
}

void
figure_draw(struct ui *ui, struct rect area, const struct guardian *guardian)
{
    int side = area.w < area.h ? area.w : area.h;
    struct rect disc = rect_centre(area, side, side);
    draw_box(ui->list, disc, side / 2, LAKE_PALE);
    draw_picture(ui->list, rect_inset(disc, side / 10), "figures", figure_of(guardian->relation));
    if (guardian->photo[0])
        draw_picture(ui->list, disc, "photos", guardian->photo);
}
