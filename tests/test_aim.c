/* What an installer is told of a card before the camera. End to end: tests/e2e/aim.sh. */
#include "tests/testing.h"

#include "scanner/aim.h"
#include "scanner/card.h"

#include <string.h>

static struct decoded code;

static const struct decoded *
card_of(int tenths)
{
    memset(code.text, '0', CARD_TEXT_LEN);
    memcpy(code.text, "ZX1", 3);
    code.len = CARD_TEXT_LEN;
    code.area = tenths * 29 / 10 * (tenths * 29) / 10;
    return &code;
}

static void
pixels_a_module_come_from_the_area_of_our_29_modules(void **state)
{
    (void)state;
    card_of(0);
    code.area = 58 * 58;
    assert_int_equal(aim_tenths(&code), 20);
    code.area = 96 * 96;
    assert_int_equal(aim_tenths(&code), 33);
    code.area = 203 * 203;
    assert_int_equal(aim_tenths(&code), 70);
}

static void
codes_of_others_have_no_size(void **state)
{
    (void)state;
    card_of(70);
    code.len--;
    assert_int_equal(aim_tenths(&code), 0);
    card_of(70);
    code.text[2] = '2';
    assert_int_equal(aim_tenths(&code), 0);
    assert_int_equal(aim_judge(&code, 128, 720).verdict, AIM_OTHER);
}

static void
each_picture_has_its_verdict(void **state)
{
    (void)state;
    const struct {
        int tenths; /* 0: nothing read */
        enum decode_step step;
        int grey, height;
        enum aim_verdict verdict;
    } pictures[] = {
        {0, STEP_HALF, 128, 720, AIM_NONE},
        {0, STEP_HALF, 20, 720, AIM_DARK},
        {0, STEP_HALF, 240, 720, AIM_BRIGHT},
        {20, STEP_HALF, 128, 720, AIM_SMALL},
        {32, STEP_FULL, 128, 720, AIM_SMALL},
        {34, STEP_HALF, 128, 720, AIM_GOOD},
        {34, STEP_SHARP, 128, 720, AIM_GOOD},
        {70, STEP_HALF, 20, 720, AIM_GOOD},
        {70, STEP_SHARP, 128, 720, AIM_HARD},
        {170, STEP_HALF, 128, 720, AIM_GOOD},
        {180, STEP_HALF, 128, 720, AIM_NEAR},
        {170, STEP_HALF, 128, 480, AIM_NEAR},
    };
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        const struct decoded *card = pictures[i].tenths ? card_of(pictures[i].tenths) : NULL;
        code.step = pictures[i].step;
        struct aim aim = aim_judge(card, pictures[i].grey, pictures[i].height);
        if (aim.verdict != pictures[i].verdict || aim.grey != pictures[i].grey)
            fail_msg("picture %zu: %d", i, aim.verdict);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_a_module_come_from_the_area_of_our_29_modules),
        cmocka_unit_test(codes_of_others_have_no_size),
        cmocka_unit_test(each_picture_has_its_verdict),
    };
    return cmocka_run_group_tests_name("aim", tests, NULL, NULL);
}
