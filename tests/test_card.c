/* The card's text: read as it was made, and in no other way. */
#include "tests/testing.h"

#include "scanner/card.h"

#include <ctype.h>
#include <string.h>

static const uint8_t key[CARD_KEY_LEN] = "a key of the tests, 32 bytes lon";
static const uint8_t other_key[CARD_KEY_LEN] = "another township's key, 32 bytes";
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static enum card_verdict
read_text(const char *text)
{
    struct card card;
    return card_read(&card, text, strlen(text), key);
}

static void
card_of_each_kind_reads_as_it_was_made(void **state)
{
    (void)state;
    for (int kind = CARD_CHILD; kind < CARD_KIND_END; kind++)
        for (int i = 0; i < 500; i++) {
            char text[CARD_TEXT_LEN + 1];
            struct card made = card_new((enum card_kind)kind), got;
            card_text(text, &made, key);
            assert_int_equal(strlen(text), CARD_TEXT_LEN);
            assert_int_equal(card_read(&got, text, CARD_TEXT_LEN, key), CARD_GENUINE);
            assert_int_equal(got.kind, kind);
            assert_memory_equal(got.id, made.id, CARD_ID_LEN);
        }
}

static void
text_is_qr_alphanumeric(void **state)
{
    (void)state;
    char text[CARD_TEXT_LEN + 1];
    struct card made = card_new(CARD_CHILD);
    card_text(text, &made, key);
    assert_int_equal(strspn(text, alphabet), CARD_TEXT_LEN);
}

static void
every_change_of_one_character_is_refused(void **state)
{
    (void)state;
    char text[CARD_TEXT_LEN + 1];
    struct card made = card_new(CARD_CHILD);
    card_text(text, &made, key);
    for (int i = 0; i < CARD_TEXT_LEN; i++)
        for (const char *c = alphabet; *c; c++) {
            char changed[CARD_TEXT_LEN + 1];
            memcpy(changed, text, sizeof changed);
            if (changed[i] == *c)
                continue;
            changed[i] = *c;
            enum card_verdict verdict = read_text(changed);
            assert_true(i < 3 ? verdict == CARD_FOREIGN
                              : verdict == CARD_FORGED || verdict == CARD_DAMAGED);
        }
}

static void
two_characters_that_changed_places_are_refused(void **state)
{
    (void)state;
    char text[CARD_TEXT_LEN + 1];
    struct card made = card_new(CARD_STAFF);
    card_text(text, &made, key);
    for (int i = 3; i + 1 < CARD_TEXT_LEN; i++) {
        char changed[CARD_TEXT_LEN + 1];
        memcpy(changed, text, sizeof changed);
        changed[i] = text[i + 1];
        changed[i + 1] = text[i];
        enum card_verdict verdict = read_text(changed);
        if (strcmp(changed, text) == 0)
            assert_int_equal(verdict, CARD_GENUINE);
        else
            assert_true(verdict == CARD_FORGED || verdict == CARD_DAMAGED);
    }
}

static void
every_other_length_is_damaged(void **state)
{
    (void)state;
    char text[CARD_TEXT_LEN + 8] = "";
    struct card made = card_new(CARD_CHILD), got;
    card_text(text, &made, key);
    memset(text + CARD_TEXT_LEN, '0', 7);
    for (size_t len = 3; len < sizeof text; len++)
        assert_int_equal(
            card_read(&got, text, len, key), len == CARD_TEXT_LEN ? CARD_GENUINE : CARD_DAMAGED);
}

static void
nul_and_other_bytes_inside_are_damaged(void **state)
{
    (void)state;
    char text[CARD_TEXT_LEN + 1];
    struct card made = card_new(CARD_CHILD), got;
    for (int i = 3; i < CARD_TEXT_LEN; i++)
        for (int byte = 0; byte < 256; byte++) {
            card_text(text, &made, key);
            text[i] = (char)byte;
            enum card_verdict verdict = card_read(&got, text, CARD_TEXT_LEN, key);
            if (!isalnum(byte) || toupper(byte) == 'U')
                assert_int_equal(verdict, CARD_DAMAGED);
        }
}

static void
another_townships_card_is_forged_here(void **state)
{
    (void)state;
    char text[CARD_TEXT_LEN + 1];
    struct card made = card_new(CARD_CHILD);
    card_text(text, &made, other_key);
    assert_int_equal(read_text(text), CARD_FORGED);
}

static void
kind_of_a_later_program_is_foreign(void **state)
{
    (void)state;
    char text[CARD_TEXT_LEN + 1];
    struct card made = card_new((enum card_kind)9);
    card_text(text, &made, key);
    assert_int_equal(read_text(text), CARD_FOREIGN);
}

static void
codes_of_other_programs_are_foreign(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "Z", "ZX", "ZX2ABC", "https://example.org/ZX1",
        "\xe6\x9c\x9d\xe5\xa4\x95", "WIFI:S:home;;"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(read_text(texts[i]), CARD_FOREIGN);
}

static void
lower_case_and_look_alikes_are_read_as_meant(void **state)
{
    (void)state;
    for (int i = 0; i < 200; i++) {
        char text[CARD_TEXT_LEN + 1];
        struct card made = card_new(CARD_CHILD);
        card_text(text, &made, key);
        for (int k = 3; k < CARD_TEXT_LEN; k++) {
            if (text[k] == '0')
                text[k] = i % 2 ? 'O' : 'o';
            else if (text[k] == '1')
                text[k] = i % 2 ? 'l' : 'I';
            else
                text[k] = (char)tolower(text[k]);
        }
        text[0] = 'z';
        assert_int_equal(read_text(text), CARD_GENUINE);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(card_of_each_kind_reads_as_it_was_made),
        cmocka_unit_test(text_is_qr_alphanumeric),
        cmocka_unit_test(every_change_of_one_character_is_refused),
        cmocka_unit_test(two_characters_that_changed_places_are_refused),
        cmocka_unit_test(every_other_length_is_damaged),
        cmocka_unit_test(nul_and_other_bytes_inside_are_damaged),
        cmocka_unit_test(another_townships_card_is_forged_here),
        cmocka_unit_test(kind_of_a_later_program_is_foreign),
        cmocka_unit_test(codes_of_other_programs_are_foreign),
        cmocka_unit_test(lower_case_and_look_alikes_are_read_as_meant),
    };
    return cmocka_run_group_tests_name("card", tests, NULL, NULL);
}
