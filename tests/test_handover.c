/* The card key on its way to a new kiosk, and codes that people copy. */
#include "tests/testing.h"

#include "db/base32.h"
#include "db/handover.h"

#include <string.h>

static const uint8_t key[CARD_KEY_BYTES] = "a township's key for its cards.";

static void
the_key_comes_out_with_its_eight_characters(void **state)
{
    (void)state;
    char text[HANDOVER_TEXT + 1], code[HANDOVER_CODE + 1];
    uint8_t out[CARD_KEY_BYTES];
    handover_seal(text, code, key);
    assert_int_equal(strlen(text), HANDOVER_TEXT);
    assert_int_equal(strlen(code), HANDOVER_CODE);
    assert_true(handover_is(text));
    assert_true(handover_open(out, text, code));
    assert_memory_equal(out, key, sizeof key);
}

static void
a_photograph_of_the_code_alone_opens_nothing(void **state)
{
    (void)state;
    char text[HANDOVER_TEXT + 1], code[HANDOVER_CODE + 1];
    uint8_t out[CARD_KEY_BYTES];
    handover_seal(text, code, key);
    code[3] = code[3] == '7' ? '8' : '7';
    assert_false(handover_open(out, text, code));
    assert_false(handover_open(out, text, ""));
    assert_false(handover_open(out, text, "1234567890"));
}

static void
each_time_it_is_another_code(void **state)
{
    (void)state;
    char first[HANDOVER_TEXT + 1], second[HANDOVER_TEXT + 1];
    char a[HANDOVER_CODE + 1], b[HANDOVER_CODE + 1];
    handover_seal(first, a, key);
    handover_seal(second, b, key);
    assert_string_not_equal(first, second);
    assert_string_not_equal(a, b);
}

static void
a_code_that_was_changed_or_is_something_else_is_refused(void **state)
{
    (void)state;
    char text[HANDOVER_TEXT + 1], code[HANDOVER_CODE + 1];
    uint8_t out[CARD_KEY_BYTES];
    handover_seal(text, code, key);
    text[60] = text[60] == 'A' ? 'B' : 'A';
    assert_false(handover_open(out, text, code));
    text[60] = '\0';
    assert_false(handover_is(text));
    assert_false(handover_is("ZX1ABC"));
    assert_false(handover_is(""));
}

static void
bytes_of_any_length_come_back(void **state)
{
    (void)state;
    for (size_t len = 1; len <= 40; len++) {
        uint8_t bytes[40], back[40];
        char text[BASE32_LEN(40) + 1];
        for (size_t i = 0; i < len; i++)
            bytes[i] = (uint8_t)(i * 37 + len);
        base32_write(text, bytes, len);
        assert_int_equal(strlen(text), BASE32_LEN(len));
        assert_true(base32_read(back, len, text));
        assert_memory_equal(back, bytes, len);
        text[0] = 'U';
        assert_false(base32_read(back, len, text));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_comes_out_with_its_eight_characters),
        cmocka_unit_test(a_photograph_of_the_code_alone_opens_nothing),
        cmocka_unit_test(each_time_it_is_another_code),
        cmocka_unit_test(a_code_that_was_changed_or_is_something_else_is_refused),
        cmocka_unit_test(bytes_of_any_length_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
