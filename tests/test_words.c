/* How much room words take. */
#include "tests/testing.h"

#include "kiosk/words.h"

static void
a_usual_name_takes_one_line(void **state)
{
    (void)state;
    assert_int_equal(words_lines("测小雨", 96, 640), 1);
    assert_int_equal(words_lines("", 96, 640), 1);
    assert_int_equal(words_lines("Ce Xiao", 96, 640), 1);
}

static void
a_name_of_twelve_characters_takes_two_of_the_same_size(void **state)
{
    (void)state;
    assert_int_equal(words_lines("阿测日木果尔曲子莫五牛测", 96, 640), 2);
    assert_int_equal(words_lines("阿测日木果尔曲子莫五牛测", 36, 640), 1);
    assert_int_equal(words_lines("Ce Xiaohe-Maria van den Berg", 96, 640), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_usual_name_takes_one_line),
        cmocka_unit_test(a_name_of_twelve_characters_takes_two_of_the_same_size),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
